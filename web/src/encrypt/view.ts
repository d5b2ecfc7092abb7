import { html, nothing, render, type TemplateResult } from "lit-html";
import type { WrapKind } from "neuroveil/keys";
import { filesOf } from "../parts/dropped.ts";
import { VeilCompare } from "../parts/veil-compare.ts";
import type { OpenView } from "../shell/view.ts";
import type { Opening } from "../tasks/decrypt.ts";
import { text } from "../text/en.ts";
import { Room } from "../workers/room.ts";
import { runBatch } from "./batch.ts";
import { Demo } from "./demo.ts";
import { fileList } from "./file-list.ts";
import { hero } from "./hero.ts";
import { headersOf, type Item, type Mode } from "./item.ts";
import { KeyForm } from "./key-form.ts";
import { modeChoice } from "./mode-choice.ts";
import { More } from "./more.ts";
import { openChoice, openingsOf } from "./open-choice.ts";
import { partsChoice } from "./parts-choice.ts";
import { RegionEditor } from "./region-editor.ts";
import { beside } from "./settings.ts";
import { ended, Worklist } from "./worklist.ts";

/** Encrypting and decrypting: choose, say who can open it, save. */
class EncryptView {
  readonly element: HTMLElement = document.createElement("div");
  readonly #room = new Room();
  readonly #update = (): void => this.#draw();
  readonly #take = (files: readonly File[]): void => void this.#add(files);
  readonly #list = new Worklist(this.#room, this.#update);
  readonly #key = new KeyForm(this.#room, this.#update);
  readonly #more = new More(this.#room, this.#update);
  readonly #demo = new Demo(this.#room);
  readonly #compare = new VeilCompare();
  readonly #editor = new RegionEditor(this.#update);
  #mode: Mode = "encrypt";
  #chosenOpening: Opening = "all";
  #chosenParts = false;
  #busy = false;
  #said = "";

  constructor() {
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer !== null) void filesOf(event.dataTransfer).then((f) => this.#add(f));
    });
    this.#draw();
    void this.#demo.begin();
  }

  async paste(data: DataTransfer): Promise<void> {
    await this.#add(await filesOf(data));
  }

  async #add(files: readonly File[]): Promise<void> {
    if (this.#busy || files.length === 0) return;
    await this.#list.add(files, (first) => this.#adapt(first));
  }

  /** What the first file is decides what there is to do, and with which kind of key. */
  #adapt({ veiled }: Item): void {
    if (veiled === "no" || veiled === undefined) {
      this.#mode = "encrypt";
      return;
    }
    this.#mode = "decrypt";
    if (veiled.header === undefined) return;
    this.#expect(veiled.header.readers);
  }

  #expect(readers: WrapKind | undefined): void {
    this.#key.expect(readers === undefined ? "file" : readers === "recipients" ? "pair" : readers);
  }

  get #opening(): Opening {
    const chosen = this.#chosenOpening;
    return openingsOf(this.#list.items).includes(chosen) ? chosen : "all";
  }

  /** Previews may have readers of their own. */
  #choose(opening: Opening): void {
    this.#chosenOpening = opening;
    const [header] = headersOf(this.#list.items);
    if (header !== undefined)
      this.#expect((opening === "preview" ? header.preview : header)?.readers);
    this.#draw();
  }

  /** Whether regions are encrypted, and not whole pictures; a file or an unsealed picture has none. */
  get #parts(): boolean {
    const allowed = this.#mode === "encrypt" && beside(this.#more.settings) === undefined;
    return this.#chosenParts && allowed;
  }

  /** The picture that regions are drawn on now, if there is one. */
  get #drawn(): Item | undefined {
    const item = this.#list.chosen;
    const open = item !== undefined && item.result === undefined && item.veiled === "no";
    return this.#parts && !this.#busy && open ? item : undefined;
  }

  /** Items that the mode is for, and that are not done with; none before all are recognised. */
  get #open(): readonly Item[] {
    const { items } = this.#list;
    if (items.some((item) => item.veiled === undefined)) return [];
    const veiled = this.#mode === "decrypt";
    // Who has seen a preview may want the picture.
    const done = ({ result }: Item): boolean =>
      result !== undefined && (result.opening !== "preview" || this.#opening === "preview");
    return items.filter((item) => !done(item) && veiled === (item.veiled !== "no"));
  }

  async #run(): Promise<void> {
    const items = this.#open;
    this.#busy = true;
    this.#said = "";
    const { settings, previewReaders } = this.#more;
    const order = {
      mode: this.#mode,
      key: this.#key.key,
      settings,
      previewReaders,
      opening: this.#opening,
      parts: this.#parts,
    };
    const show = (state: Item["state"]): void => {
      const item = items.find((each) => each.state === state);
      if (item === undefined) this.#draw();
      else this.#list.choose(item);
    };
    await runBatch(this.#room, items, order, () => show("working")).finally(() => {
      this.#busy = false;
    });
    this.#said = ended(items);
    show("done");
  }

  #say(words: string): void {
    this.#said = words;
    this.#draw();
  }

  #clear(): void {
    this.#chosenOpening = "all";
    this.#said = "";
    this.#list.clear();
  }

  #draw(): void {
    const empty = this.#list.items.length === 0;
    this.element.className = empty ? "hero" : "bench";
    if (!empty) this.#showChosen();
    render(empty ? hero(this.#take, this.#demo.element) : this.#bench(), this.element);
  }

  #showChosen(): void {
    const { chosen } = this.#list;
    if (chosen === undefined) return;
    const { before, after } = text.preview;
    this.#compare.show(chosen.preview, chosen.result?.preview, [before, after]);
  }

  #bench(): TemplateResult {
    const { chosen } = this.#list;
    const veiled = chosen?.result?.mode === "encrypt";
    return html`
      <h1 class="hidden">${text.views.encrypt}</h1>
      <section class="stage" aria-label=${chosen?.file.name ?? ""}>
        ${this.#drawn === undefined ? this.#compare : this.#editor.draw(this.#drawn)}
        ${veiled ? html`<p class="soft">${text.preview.warning}</p>` : nothing}
      </section>
      ${fileList(this.#list, {
        busy: this.#busy,
        onFiles: this.#take,
        onClear: () => this.#clear(),
        onSaved: (words) => this.#say(words),
      })}
      ${this.#panel()}
    `;
  }

  /** What is missing before it can begin, in a sentence; undefined where nothing is. */
  get #missing(): string | undefined {
    const undrawn = this.#parts && this.#open.some(({ regions }) => regions.length === 0);
    return this.#key.missing(this.#mode) ?? (undrawn ? text.regions.missing : undefined);
  }

  #panel(): TemplateResult {
    const mode = this.#mode;
    const open = this.#open.length;
    const missing = this.#missing;
    const submit = (event: Event): void => {
      event.preventDefault();
      if (!this.#busy && missing === undefined && open > 0) void this.#run();
    };
    const change = (another: Mode): void => {
      this.#mode = another;
      this.#draw();
    };
    return html`
      <form class="panel card" @submit=${submit}>
        ${modeChoice(mode, this.#busy, change)}
        ${mode === "encrypt" ? this.#encrypting() : this.#decrypting()}
        ${
          this.#busy
            ? html`<button type="button" class="wide" @click=${() => this.#room.stop()}>
                ${text.act.cancel}
              </button>`
            : html`<button
                type="submit"
                class="primary wide"
                ?disabled=${missing !== undefined || open === 0}
              >
                ${text.act[mode](open)}
              </button>`
        }
        ${missing !== undefined && open > 0 ? html`<p class="soft">${missing}</p>` : nothing}
        <p role="status" class="said">${this.#said}</p>
      </form>
    `;
  }

  #encrypting(): TemplateResult {
    const choose = (parts: boolean): void => {
      this.#chosenParts = parts;
      this.#draw();
    };
    return html`${partsChoice(this.#parts, beside(this.#more.settings), choose)}
    ${this.#key.draw("encrypt")} ${this.#more.draw()}`;
  }

  #decrypting(): TemplateResult {
    const openings = openingsOf(this.#list.items);
    return html`${openChoice(openings, this.#opening, (each) => this.#choose(each))}
    ${this.#key.draw("decrypt")}`;
  }
}

let view: EncryptView | undefined;

/** Opens the view as it was left. */
export const openEncrypt: OpenView = () => {
  const own = (view ??= new EncryptView());
  const stop = new AbortController();
  const paste = (event: ClipboardEvent): void => {
    if (event.clipboardData?.files.length) void own.paste(event.clipboardData);
  };
  addEventListener("paste", paste, { signal: stop.signal });
  return { element: own.element, close: () => stop.abort() };
};
