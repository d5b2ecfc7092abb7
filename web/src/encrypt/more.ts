import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
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
    const { protections, payloads } = text.more;
    return html`
      <details class="more" @toggle=${() => void this.#load()}>
        <summary>${text.more.title}</summary>
        ${this.#select("cipher", text.more.cipher, offered, cipher, (id) => this.#cipherText(id))}
        ${weak ? html`<p class="warning">${text.more.weakWarning}</p>` : nothing}
        ${this.#select(
          "protection",
          text.more.protection,
          ["sealed", "authenticated"],
          protection,
          (id) => protections[id as keyof typeof protections],
        )}
        ${
          protection === "authenticated"
            ? html`<p class="warning">${text.more.authenticatedWarning}</p>`
            : nothing
        }
        ${this.#select(
          "payload",
          text.more.payload,
          ["auto", "pixels", "file"],
          payload,
          (id) => payloads[id as keyof typeof payloads],
        )}
        ${this.#beside()}
      </details>
    `;
  }

  /** What may be sealed beside pixels: the file itself, and a small picture. */
  #beside(): TemplateResult {
    const { keepOriginal, preview, payload } = this.#settings;
    const why = beside(this.#settings);
    const about = text.more.beside;
    return html`
      <label class="tick"
        ><input
          type="checkbox"
          name="keepOriginal"
          ?disabled=${why !== undefined}
          .checked=${live(keepOriginal && why === undefined)}
          @change=${() => this.#change({ keepOriginal: !keepOriginal })}
        /><span>${about.keep}</span></label
      >
      <p class="soft">${why === undefined ? about.keepHint : about.not[why]}</p>
      <label class="field"
        ><span>${about.preview}</span
        ><select
          name="preview"
          ?disabled=${payload === "file"}
          @change=${({ target }: Event) =>
            this.#change({ preview: previewSides[(target as HTMLSelectElement).selectedIndex]! })}
        >
          ${previewSides.map(
            (side) =>
              html`<option ?selected=${side === preview}>
                ${side === 0 ? about.none : about.side(side)}
              </option>`,
          )}
        </select></label
      >
      ${preview === 0 || payload === "file" ? nothing : this.#readers()}
    `;
  }

  #readers(): TemplateResult {
    const about = text.more.beside;
    return html`
      <label class="field"
        ><span>${about.readers}</span
        ><textarea
          name="previewReaders"
          rows="2"
          autocomplete="off"
          spellcheck="false"
          autocapitalize="off"
          .value=${live(this.#previewReaders)}
          @input=${({ target }: Event) => {
            this.#previewReaders = (target as HTMLTextAreaElement).value;
          }}
        ></textarea>
      </label>
      <p class="soft">${about.readersHint}</p>
    `;
  }

  #change(part: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...part };
    keepSettings(this.#settings);
    this.#onChange();
  }

  #select(
    name: keyof Settings,
    label: string,
    ids: readonly string[],
    chosen: string,
    words: (id: string) => string,
  ): TemplateResult {
    const choose = ({ target }: Event): void => {
      this.#change({ [name]: (target as HTMLSelectElement).value });
    };
    return html`<label class="field"
      ><span>${label}</span
      ><select name=${name} @change=${choose}>
        ${ids.map(
          (id) => html`<option value=${id} ?selected=${id === chosen}>${words(id)}</option>`,
        )}
      </select></label
    >`;
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
