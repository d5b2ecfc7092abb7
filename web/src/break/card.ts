import { html, nothing, type TemplateResult } from "lit-html";
import { Job } from "../laboratory/job.ts";
import { chosenSubject } from "../laboratory/subject.ts";
import { pictureAddress } from "../parts/picture-address.ts";
import { timeText } from "../parts/size.ts";
import type { BreakOutput } from "../tasks/break-cipher.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";
import { standard, type Demonstration } from "./list.ts";

/** One attack: what it is, a button, and what it recovered. */
export class Card {
  readonly #job: Job<BreakOutput>;
  readonly #room = new Room();
  readonly #about: Demonstration;

  constructor(about: Demonstration, onChange: () => void) {
    this.#about = about;
    this.#job = new Job(onChange);
  }

  stop(): void {
    this.#room.stop();
  }

  /** What it found was about another picture. */
  clear(): void {
    this.#job.output = undefined;
  }

  draw(): TemplateResult {
    const { id, cipher } = this.#about;
    const { title, how } = text.break.attacks[id];
    const { output, busy } = this.#job;
    return html`
      <article class="card attack" id="attack-${id}">
        <div class="row spread">
          <h2>${title}</h2>
          <code>${cipher}</code>
        </div>
        <p>${how}</p>
        <div class="row">
          ${
            busy
              ? html`<button type="button" @click=${() => this.stop()}>${text.act.cancel}</button>`
              : html`<button
                  type="button"
                  class="primary"
                  aria-label=${text.break.startNamed(title)}
                  @click=${() => this.#start()}
                >
                  ${output === undefined ? text.break.start : text.break.again}
                </button>`
          }
        </div>
        ${this.#job.draw()} ${output === undefined || busy ? nothing : results(output)}
      </article>
    `;
  }

  #start(): void {
    const { attack, cipher, beside = standard } = this.#about;
    const subject = chosenSubject();
    void this.#job.run((onProgress) =>
      attack === "search"
        ? this.#room.ask("searchCanary", { subject, beside }, onProgress)
        : this.#room.ask("breakCipher", { subject, attack, cipher, beside }, onProgress),
    );
  }
}

function results({ veiled, fallen, beside }: BreakOutput): TemplateResult {
  return html`
    <div class="trio">
      <figure>
        <img class="pixels" src=${pictureAddress(veiled)} alt=${text.break.seenAlt} />
        <figcaption>${text.break.seen}</figcaption>
      </figure>
      ${outcome(fallen, text.break.recovered)} ${outcome(beside, text.break.beside(beside.cipher))}
    </div>
  `;
}

function outcome(found: BreakOutput["fallen"], title: string): TemplateResult {
  if ("notTried" in found) {
    return html`<figure>
      <div class="nothing"><p>${text.break.nothing}</p></div>
      <figcaption>
        <strong>${title}</strong> <span class="verdict pass">${text.break.stands}</span>
        ${text.break.notTried(found.notTried)}
      </figcaption>
    </figure>`;
  }
  const { broken, recovered, interval, sentence, seconds, picture, chance } = found;
  const percent = (share: number): string => (100 * share).toFixed(1);
  return html`<figure>
    ${
      picture === undefined
        ? html`<div class="nothing"><p>${text.break.nothing}</p></div>`
        : html`<img
            class="pixels"
            src=${pictureAddress(picture)}
            alt=${text.break.recoveredAlt(title)}
          />`
    }
    <figcaption>
      <strong>${title}</strong>
      <span class="verdict ${broken ? "fail" : "pass"}"
        >${broken ? text.break.broken : text.break.stands}</span
      >
      ${text.break.share(percent(recovered), percent(interval[0]), percent(interval[1]), percent(chance))}
      ${sentence[0]!.toUpperCase() + sentence.slice(1)}, ${timeText(seconds)}.
    </figcaption>
  </figure>`;
}
