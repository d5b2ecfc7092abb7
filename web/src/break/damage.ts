import { html, nothing, type TemplateResult } from "lit-html";
import { Job } from "../laboratory/job.ts";
import { chosenSubject } from "../laboratory/subject.ts";
import { pictureAddress } from "../parts/picture-address.ts";
import type { DamageOutput } from "../tasks/damage.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";

const ciphers = ["xor-reused", "permutation-only", "hybrid", "conv-multi", "aes-256-ctr"] as const;

/** Noise and a cut on a bare cipher image, and what is left of the picture. */
export class DamagePanel {
  #cipher: string = ciphers[0];
  #noise = 5;
  #cut = 10;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  readonly #room = new Room();
  readonly #job: Job<DamageOutput>;

  constructor(onChange: () => void) {
    this.#job = new Job(onChange);
  }

  stop(): void {
    clearTimeout(this.#waiting);
    this.#room.stop();
  }

  run(): void {
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
          <label class="field"
            ><span>${text.laboratory.cipher}</span
            ><select
              @change=${({ target }: Event) => {
                this.#cipher = (target as HTMLSelectElement).value;
                this.run();
              }}
            >
              ${ciphers.map(
                (id) => html`<option value=${id} ?selected=${id === this.#cipher}>${id}</option>`,
              )}
            </select></label
          >
          ${slider(text.damage.noise, this.#noise, 50, (n) => (this.#noise = n))}
          ${slider(text.damage.cut, this.#cut, 75, (n) => (this.#cut = n))}
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
