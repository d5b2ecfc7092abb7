import { html, nothing, type TemplateResult } from "lit-html";
import { Job } from "../laboratory/job.ts";
import { chosenSubject, keepAddress } from "../laboratory/subject.ts";
import { pictureAddress } from "../parts/picture-address.ts";
import { selectField } from "../parts/select-field.ts";
import type { DamageOutput } from "../tasks/damage.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";

const ciphers = ["xor-reused", "permutation-only", "hybrid", "conv-multi", "aes-256-ctr"] as const;

/** In percent. */
const [mostNoise, mostCut] = [50, 75];

function percentIn(query: URLSearchParams, name: string, most: number): number | undefined {
  const value = Number(query.get(name) ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;
}

/** Noise and a cut on a bare cipher image, and what is left of the picture. */
export class DamagePanel {
  #cipher: (typeof ciphers)[number];
  #noise: number;
  #cut: number;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  readonly #room = new Room();
  readonly #job: Job<DamageOutput>;

  /** @param query its state, as an address has it */
  constructor(query: URLSearchParams, onChange: () => void) {
    this.#cipher = ciphers.find((id) => id === query.get("cipher")) ?? ciphers[0];
    this.#noise = percentIn(query, "noise", mostNoise) ?? 5;
    this.#cut = percentIn(query, "cut", mostCut) ?? 10;
    this.#job = new Job(onChange);
  }

  stop(): void {
    clearTimeout(this.#waiting);
    this.#room.stop();
  }

  run(): void {
    const state = { cipher: this.#cipher, noise: String(this.#noise), cut: String(this.#cut) };
    keepAddress("break", state);
    const input = {
      subject: chosenSubject(),
      cipher: this.#cipher,
      noise: this.#noise / 100,
      cut: this.#cut / 100,
    };
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      void this.#job.run((onProgress) => this.#room.ask("damage", input, onProgress));
    }, 120);
  }

  draw(): TemplateResult {
    const { output } = this.#job;
    const slider = (label: string, value: number, most: number, set: (n: number) => void) =>
      html`<label class="field"
        ><span>${label}: ${value} %</span
        ><input
          type="range"
          min="0"
          max=${most}
          .value=${String(value)}
          @input=${({ target }: Event) => {
            set((target as HTMLInputElement).valueAsNumber);
            this.run();
          }}
      /></label>`;
    return html`
      <section class="card attack" id="damage">
        <h2>${text.damage.title}</h2>
        <p>${text.damage.how}</p>
        <div class="sliders">
          ${selectField({
            label: text.laboratory.cipher,
            choices: ciphers.map((id) => ({ value: id, words: id })),
            chosen: this.#cipher,
            onChoose: (id) => {
              this.#cipher = id;
              this.run();
            },
          })}
          ${slider(text.damage.noise, this.#noise, mostNoise, (n) => (this.#noise = n))}
          ${slider(text.damage.cut, this.#cut, mostCut, (n) => (this.#cut = n))}
        </div>
        ${this.#job.draw()}
        ${
          output === undefined
            ? nothing
            : html`<div class="trio two">
                <figure>
                  <img
                    class="pixels"
                    src=${pictureAddress(output.received)}
                    alt=${text.damage.receivedAlt}
                  />
                  <figcaption>${text.damage.received}</figcaption>
                </figure>
                <figure>
                  ${
                    output.decrypted === undefined
                      ? html`<div class="nothing"><p>${text.break.nothing}</p></div>`
                      : html`<img
                          class="pixels"
                          src=${pictureAddress(output.decrypted)}
                          alt=${text.damage.decryptedAlt}
                        />`
                  }
                  <figcaption>${text.damage.right((100 * output.right).toFixed(1))}</figcaption>
                </figure>
              </div>`
        }
      </section>
    `;
  }
}
