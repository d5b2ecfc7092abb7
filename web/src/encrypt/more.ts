import { html, nothing, type TemplateResult } from "lit-html";
import type { CipherRow } from "../tasks/list-ciphers.ts";
import { text } from "../text/en.ts";
import { keepSettings, readSettings, type Settings } from "./settings.ts";
import type { Room } from "../workers/room.ts";

/** Cipher, protection and payload: what few people change. */
export class More {
  #settings = readSettings();
  #ciphers: readonly CipherRow[] = [];
  readonly #room: Room;
  readonly #onChange: () => void;

  constructor(room: Room, onChange: () => void) {
    this.#room = room;
    this.#onChange = onChange;
  }

  get settings(): Settings {
    return this.#settings;
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
      </details>
    `;
  }

  #select(
    name: keyof Settings,
    label: string,
    ids: readonly string[],
    chosen: string,
    words: (id: string) => string,
  ): TemplateResult {
    const choose = ({ target }: Event): void => {
      const value = (target as HTMLSelectElement).value;
      this.#settings = { ...this.#settings, [name]: value };
      keepSettings(this.#settings);
      this.#onChange();
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
