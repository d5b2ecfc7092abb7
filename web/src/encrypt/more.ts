import { html, nothing, type TemplateResult } from "lit-html";
import { linesField } from "../parts/lines-field.ts";
import { selectField } from "../parts/select-field.ts";
import { tick } from "../parts/tick.ts";
import type { CipherRow } from "../tasks/list-ciphers.ts";
import { text } from "../text/en.ts";
import { beside, keepSettings, previewSides, readSettings, type Settings } from "./settings.ts";
import type { Room } from "../workers/room.ts";

/** Cipher, protection and payload: what few people change. */
export class More {
  #settings = readSettings();
  #ciphers: readonly CipherRow[] = [];
  #previewReaders = "";
  readonly #room: Room;
  readonly #onChange: () => void;

  constructor(room: Room, onChange: () => void) {
    this.#room = room;
    this.#onChange = onChange;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Who may see previews, one recipient a line; not remembered. */
  get previewReaders(): string {
    return this.#previewReaders;
  }

  draw(): TemplateResult {
    const { cipher, protection, payload } = this.#settings;
    const ids = this.#ciphers.map(({ id }) => id);
    const offered = ids.includes(cipher) ? ids : [cipher, ...ids];
    const weak = this.#row(cipher)?.status === "known-weak";
    const protections = (["sealed", "authenticated"] as const).map((value) => {
      return { value, words: text.more.protections[value] };
    });
    const payloads = (["auto", "pixels", "file"] as const).map((value) => {
      return { value, words: text.more.payloads[value] };
    });
    return html`
      <details class="more" @toggle=${() => void this.#load()}>
        <summary>${text.more.title}</summary>
        ${selectField({
          name: "cipher",
          label: text.more.cipher,
          choices: offered.map((id) => ({ value: id, words: this.#cipherText(id) })),
          chosen: cipher,
          onChoose: (id) => this.#change({ cipher: id }),
        })}
        ${weak ? html`<p class="warning">${text.more.weakWarning}</p>` : nothing}
        ${selectField({
          name: "protection",
          label: text.more.protection,
          choices: protections,
          chosen: protection,
          onChoose: (chosen) => this.#change({ protection: chosen }),
        })}
        ${
          protection === "authenticated"
            ? html`<p class="warning">${text.more.authenticatedWarning}</p>`
            : nothing
        }
        ${selectField({
          name: "payload",
          label: text.more.payload,
          choices: payloads,
          chosen: payload,
          onChoose: (chosen) => this.#change({ payload: chosen }),
        })}
        ${this.#beside()}
      </details>
    `;
  }

  /** What may be sealed beside pixels: the file itself, and a small picture. */
  #beside(): TemplateResult {
    const { keepOriginal, preview, payload } = this.#settings;
    const why = beside(this.#settings);
    const about = text.more.beside;
    const sides = previewSides.map((side) => ({
      value: String(side),
      words: side === 0 ? about.none : about.side(side),
    }));
    return html`
      ${tick({
        name: "keepOriginal",
        label: about.keep,
        disabled: why !== undefined,
        ticked: keepOriginal && why === undefined,
        onChange: () => this.#change({ keepOriginal: !keepOriginal }),
      })}
      <p class="soft">${why === undefined ? about.keepHint : about.not[why]}</p>
      ${selectField({
        name: "preview",
        label: about.preview,
        disabled: payload === "file",
        choices: sides,
        chosen: String(preview),
        onChoose: (chosen) =>
          this.#change({ preview: previewSides.find((side) => String(side) === chosen) ?? 0 }),
      })}
      ${preview === 0 || payload === "file" ? nothing : this.#readers()}
    `;
  }

  #readers(): TemplateResult {
    const about = text.more.beside;
    return html`
      ${linesField({
        name: "previewReaders",
        label: about.readers,
        rows: 2,
        value: this.#previewReaders,
        onInput: (typed) => {
          this.#previewReaders = typed;
        },
      })}
      <p class="soft">${about.readersHint}</p>
    `;
  }

  #change(part: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...part };
    keepSettings(this.#settings);
    this.#onChange();
  }

  #row(id: string): CipherRow | undefined {
    return this.#ciphers.find((row) => row.id === id);
  }

  #cipherText(id: string): string {
    return this.#row(id)?.status === "known-weak" ? `${id} (${text.more.weak})` : id;
  }

  async #load(): Promise<void> {
    if (this.#ciphers.length > 0) return;
    this.#ciphers = await this.#room.ask("listCiphers", { laboratory: false });
    this.#onChange();
  }
}
