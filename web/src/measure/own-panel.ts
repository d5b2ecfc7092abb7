import { html, nothing, type TemplateResult } from "lit-html";
import { Job } from "../laboratory/job.ts";
import example from "../own/example.js?raw";
import { openFrame, type OwnFrame } from "../own/frame.ts";
import { fileButton } from "../parts/file-button.ts";
import { linesField } from "../parts/lines-field.ts";
import type { Subject } from "../tasks/subject.ts";
import type { Fall, MeasureOwnOutput, Tried } from "../tasks/measure-own.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";
import { measuredResults } from "./results.ts";

/** What has been typed; it lives as long as the page. */
let program = example;

/** A cipher of one's own: its text, and what measuring and attacking it came to. */
export class OwnPanel {
  readonly #room = new Room();
  readonly #job: Job<MeasureOwnOutput>;
  readonly #update: () => void;
  readonly #subject: () => { readonly subject: Subject; readonly name: string };
  #frame: OwnFrame | undefined;

  constructor(
    subject: () => { readonly subject: Subject; readonly name: string },
    onChange: () => void,
  ) {
    this.#subject = subject;
    this.#update = onChange;
    this.#job = new Job(onChange);
  }

  stop(): void {
    this.#room.stop();
    this.#frame?.close();
  }

  /** What was measured was about another picture. */
  clear(): void {
    this.#job.output = undefined;
  }

  draw(): TemplateResult {
    const { output, busy } = this.#job;
    const about = text.own;
    return html`
      <details class="card own">
        <summary><h2>${about.title}</h2></summary>
        <p>${about.how}</p>
        ${linesField({
          label: about.module,
          rows: 16,
          value: program,
          onInput: (typed) => {
            program = typed;
          },
        })}
        <div class="row">
          ${
            busy
              ? html`<button type="button" @click=${() => this.stop()}>${text.act.cancel}</button>`
              : html`<button type="button" class="primary" @click=${() => void this.#start()}>
                  ${about.start}
                </button>`
          }
          ${fileButton({
            label: about.open,
            accept: ".js,.mjs",
            onFiles: ([file]) => void this.#read(file),
          })}
        </div>
        <p class="soft">${about.where}</p>
        ${this.#job.draw()}
      </details>
      ${
        output === undefined || busy
          ? nothing
          : html`${measuredResults(output, output.cipher)} ${attacksTried(output)}`
      }
    `;
  }

  async #start(): Promise<void> {
    const { subject, name } = this.#subject();
    await this.#job.run(async (onProgress) => {
      const frame = await openFrame();
      this.#frame = frame;
      const input = { subject, name, text: program, frame: frame.port };
      return await this.#room
        .ask("measureOwn", input, onProgress, [frame.port])
        .finally(() => frame.close());
    });
  }

  async #read(file: File | undefined): Promise<void> {
    const content = await file?.text();
    if (content === undefined) return;
    program = content;
    this.#update();
  }
}

function attacksTried({ cipher, tried }: MeasureOwnOutput): TemplateResult {
  const about = text.own.attacks;
  return html`<section class="figures tried">
    <h3>${about.title}</h3>
    <p class="soft">${about.how}</p>
    <div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">${about.attack}</th>
            <th scope="col">${about.repeated(cipher)}</th>
            ${tried[0]!.asUsed.map((fall) => html`<th scope="col">${about.asUsed(fall.cipher)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${tried.map((each) => attackRow(each, cipher))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function attackRow({ attack, question, repeated, asUsed }: Tried, cipher: string): TemplateResult {
  const about = text.own.attacks;
  return html`<tr>
    <th scope="row"><code>${attack}</code> <span class="channel">${question}</span></th>
    <td data-column=${about.repeated(cipher)}>
      ${repeated === undefined ? nothing : fallen(repeated)}
    </td>
    ${asUsed.map((fall) => html`<td data-column=${about.asUsed(fall.cipher)}>${fallen(fall)}</td>`)}
  </tr>`;
}

function fallen({ broken, recovered, sentence }: Fall): TemplateResult {
  if (recovered === undefined)
    return html`<span class="verdict info" title=${sentence}>${text.own.attacks.notTried}</span>`;
  return html`<span title=${sentence}
    ><span class="verdict ${broken ? "fail" : "pass"}"
      >${broken ? text.break.broken : text.break.stands}</span
    >
    ${broken ? text.own.attacks.recovered((100 * recovered).toFixed(0)) : nothing}</span
  >`;
}
