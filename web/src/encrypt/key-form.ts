import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { fileButton } from "../parts/file-button.ts";
import { linesField } from "../parts/lines-field.ts";
import { radioChoices } from "../parts/radio-choices.ts";
import { randomHex } from "../parts/random-hex.ts";
import { saveFile } from "../parts/save.ts";
import { tick } from "../parts/tick.ts";
import type { Key } from "../tasks/key.ts";
import { text } from "../text/en.ts";
import type { Room } from "../workers/room.ts";
import type { Mode } from "./item.ts";

type Kind = Key["kind"];
const kinds: readonly Kind[] = ["passphrase", "pair", "file"];

/** What has been typed or chosen to encrypt or decrypt with. It lives as long as the page. */
export class KeyForm {
  #kind: Kind = "passphrase";
  readonly #texts: Record<Kind, string> = { passphrase: "", pair: "", file: "" };
  #repeated = "";
  #shown = false;
  #made = false;
  readonly #room: Room;
  readonly #onChange: () => void;

  constructor(room: Room, onChange: () => void) {
    this.#room = room;
    this.#onChange = onChange;
  }

  /** What is missing, in a sentence; undefined when there is a key. */
  missing(mode: Mode): string | undefined {
    const typed = this.#texts[this.#kind];
    if (typed.trim() === "") return text.act.missing[this.#kind];
    const repeats = mode === "encrypt" && this.#kind === "passphrase" && !this.#shown;
    return repeats && this.#repeated !== typed ? text.key.unequal : undefined;
  }

  get key(): Key {
    return { kind: this.#kind, text: this.#texts[this.#kind] };
  }

  /** Shows the kind of key that a picture asks for. */
  expect(kind: Kind): void {
    this.#kind = kind;
  }

  draw(mode: Mode): TemplateResult {
    const choices = kinds.map((value) => ({ value, words: text.key.kinds[value][mode] }));
    return html`
      <fieldset class="key">
        <legend>${text.key.title[mode]}</legend>
        ${radioChoices("kind", choices, this.#kind, (kind) => this.#change(() => (this.#kind = kind)))}
        ${this.#kind === "passphrase" ? this.#passphrase(mode) : this.#lines(mode)}
      </fieldset>
    `;
  }

  #passphrase(mode: Mode): TemplateResult {
    const type = this.#shown ? "text" : "password";
    const field = (label: string, value: string, set: (typed: string) => void): TemplateResult =>
      html`<label class="field"
        ><span>${label}</span
        ><input
          type=${type}
          autocomplete="off"
          spellcheck="false"
          autocapitalize="off"
          .value=${live(value)}
          @input=${({ target }: Event) => this.#change(() => set((target as HTMLInputElement).value))}
      /></label>`;
    return html`
      ${field(text.key.passphrase, this.#texts.passphrase, (typed) => {
        this.#texts.passphrase = typed;
      })}
      ${
        mode === "encrypt" && !this.#shown
          ? field(text.key.repeat, this.#repeated, (typed) => {
              this.#repeated = typed;
            })
          : nothing
      }
      ${tick({
        label: text.key.show,
        ticked: this.#shown,
        onChange: () => this.#change(() => (this.#shown = !this.#shown)),
      })}
      ${mode === "encrypt" ? html`<p class="soft">${text.key.strength}</p>` : nothing}
    `;
  }

  #lines(mode: Mode): TemplateResult {
    const kind = this.#kind;
    const raw = kind === "file";
    const encrypting = mode === "encrypt";
    const label = raw ? text.key.raw : encrypting ? text.key.recipients : text.key.identity;
    const hint = raw
      ? text.key.rawHint
      : encrypting
        ? text.key.recipientsHint
        : text.key.identityHint;
    return html`
      ${linesField({
        label,
        rows: 3,
        value: this.#texts[kind],
        onInput: (typed) => this.#change(() => (this.#texts[kind] = typed)),
      })}
      <p class="soft">${hint}</p>
      <div class="row">
        ${fileButton({
          label: text.key.openFile,
          kind: "quiet",
          onFiles: ([file]) => void this.#read(file),
        })}
        ${
          encrypting
            ? html`<button
                type="button"
                class="quiet"
                @click=${() => void (raw ? this.#makeRaw() : this.#makePair())}
              >
                ${raw ? text.key.makeRaw : text.key.make}
              </button>`
            : nothing
        }
      </div>
      ${this.#made && encrypting ? html`<p class="note" role="status">${text.key.made}</p>` : nothing}
    `;
  }

  #change(change: () => void): void {
    change();
    this.#onChange();
  }

  async #read(file: File | undefined): Promise<void> {
    const content = await file?.text();
    if (content !== undefined) this.#change(() => (this.#texts[this.#kind] = content.trim()));
  }

  async #makePair(): Promise<void> {
    const { identity, recipient } = await this.#room.ask("makePair", undefined);
    const created = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const file = `# created: ${created}\n# public key: ${recipient}\n${identity}\n`;
    saveFile(new Blob([file], { type: "text/plain" }), "neuroveil-key.txt");
    this.#change(() => {
      this.#texts.pair = [this.#texts.pair.trim(), recipient].filter((line) => line).join("\n");
      this.#made = true;
    });
  }

  #makeRaw(): void {
    const hex = randomHex();
    saveFile(new Blob([`${hex}\n`], { type: "text/plain" }), "neuroveil-raw-key.txt");
    this.#change(() => (this.#texts.file = hex));
  }
}
