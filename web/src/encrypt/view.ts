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
import { forget, newItem, type Item, type Mode } from "./item.ts";
import { fileChooser, folderChooser } from "./intake.ts";
import { itemRow } from "./item-row.ts";
import { previewAddress } from "./preview-address.ts";
import { KeyForm } from "./key-form.ts";
import { More } from "./more.ts";
import { openChoice, openingsOf } from "./open-choice.ts";
import { partsChoice } from "./parts-choice.ts";
import { RegionEditor } from "./region-editor.ts";
import { saveButtons } from "./saving.ts";
import { beside } from "./settings.ts";

/** Encrypting and decrypting: choose, say who can open it, save. */
class EncryptView {
  readonly element: HTMLElement = document.createElement("div");
  readonly #room = new Room();
  readonly #update = (): void => this.#draw();
  readonly #take = (files: readonly File[]): void => void this.#add(files);
  readonly #key = new KeyForm(this.#room, this.#update);
  readonly #more = new More(this.#room, this.#update);
  readonly #demo = new Demo(this.#room);
  readonly #compare = new VeilCompare();
  readonly #editor = new RegionEditor(this.#update);
  #items: readonly Item[] = [];
  #chosen: Item | undefined;
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
    const added = files.map(newItem);
    const first = this.#items.length === 0;
    this.#items = [...this.#items, ...added];
    this.#chosen = added[0];
    this.#draw();
    for (const item of added) void this.#preview(item);
    for (const item of added) {
      item.veiled = (await this.#room.ask("recognise", item.file).catch(() => undefined)) ?? "no";
      if (first && item === added[0]) this.#adapt(item);
      this.#draw();
    }
  }

  async #preview(item: Item): Promise<void> {
    item.preview = await previewAddress(item.file);
    if (this.#items.includes(item)) this.#draw();
    else forget(item);
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
    return openingsOf(this.#items).includes(chosen) ? chosen : "all";
  }

  /** Previews may have readers of their own. */
  #choose(opening: Opening): void {
    this.#chosenOpening = opening;
    const [header] = this.#items.flatMap(({ veiled }) =>
      veiled === undefined || veiled === "no" || veiled.header === undefined ? [] : [veiled.header],
    );
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
    const item = this.#chosen;
    const open = item !== undefined && item.result === undefined && item.veiled === "no";
    return this.#parts && !this.#busy && open ? item : undefined;
  }

  /** Items that the mode is for, and that are not done with; none before all are recognised. */
  get #open(): readonly Item[] {
    if (this.#items.some((item) => item.veiled === undefined)) return [];
    const veiled = this.#mode === "decrypt";
    // Who has seen a preview may want the picture.
    const done = ({ result }: Item): boolean =>
      result !== undefined && (result.opening !== "preview" || this.#opening === "preview");
    return this.#items.filter((item) => !done(item) && veiled === (item.veiled !== "no"));
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
    const onChange = (): void => {
      const working = items.find(({ state }) => state === "working");
      this.#chosen = working ?? this.#chosen;
      this.#draw();
    };
    await runBatch(this.#room, items, order, onChange).finally(() => (this.#busy = false));
    const count = (state: Item["state"]): number =>
      items.filter((item) => item.state === state).length;
    this.#said = text.state.finished(count("done"), count("refused"));
    this.#chosen = items.find(({ state }) => state === "done") ?? this.#chosen;
    this.#draw();
  }

  #say(words: string): void {
    this.#said = words;
    this.#draw();
  }

  #remove(item: Item): void {
    forget(item);
    this.#items = this.#items.filter((each) => each !== item);
    if (this.#chosen === item) this.#chosen = this.#items[0];
    this.#draw();
  }

  #clear(): void {
    this.#chosenOpening = "all";
    for (const item of this.#items) forget(item);
    this.#items = [];
    this.#chosen = undefined;
    this.#said = "";
    this.#draw();
  }

  #draw(): void {
    const empty = this.#items.length === 0;
    this.element.className = empty ? "hero" : "bench";
    if (!empty) this.#showChosen();
    render(empty ? this.#hero() : this.#bench(), this.element);
  }

  #showChosen(): void {
    if (this.#chosen === undefined) return;
    const { preview, result } = this.#chosen;
    const { before, after } = text.preview;
    this.#compare.show(preview, result?.preview, [before, after]);
  }

  #hero(): TemplateResult {
    return html`
      <div class="words">
        <h1>${text.hero.title}</h1>
        <p class="lead">${text.hero.lead}</p>
        <div class="drop">
          <p class="big">${text.intake.drop}</p>
          <p class="row">
            <span>${text.intake.or}</span
            >${fileChooser(text.intake.choose, "primary", this.#take)}${folderChooser(this.#take)}
          </p>
          <p class="soft">${text.intake.hint}</p>
        </div>
        <ul class="facts">
          ${text.hero.facts.map((fact) => html`<li>${fact}</li>`)}
        </ul>
      </div>
      ${this.#demo.element}
    `;
  }

  #bench(): TemplateResult {
    const done = this.#items.flatMap(({ result }) => result?.files ?? []);
    const veiled = this.#chosen?.result?.mode === "encrypt";
    return html`
      <h1 class="hidden">${text.views.encrypt}</h1>
      <section class="stage" aria-label=${this.#chosen?.file.name ?? ""}>
        ${this.#drawn === undefined ? this.#compare : this.#editor.draw(this.#drawn)}
        ${veiled ? html`<p class="soft">${text.preview.warning}</p>` : nothing}
      </section>
      <section class="files" aria-label=${text.intake.list}>
        <div class="row spread">
          <h2>${text.intake.count(this.#items.length)}</h2>
          <div class="row">
            ${saveButtons(done, (words) => this.#say(words))}
            ${
              this.#busy
                ? nothing
                : html`${fileChooser(text.intake.more, "quiet", this.#take)}
                    <button type="button" class="quiet" @click=${() => this.#clear()}>
                      ${text.intake.clear}
                    </button>`
            }
          </div>
        </div>
        <ul class="items">
          ${this.#items.map((item) =>
            itemRow(item, {
              chosen: item === this.#chosen,
              busy: this.#busy,
              onChoose: () => {
                this.#chosen = item;
                this.#draw();
              },
              onRemove: () => this.#remove(item),
            }),
          )}
        </ul>
      </section>
      ${this.#panel()}
    `;
  }

  #panel(): TemplateResult {
    const mode = this.#mode;
    const open = this.#open.length;
    const parts = this.#parts;
    const without = parts ? this.#open.filter(({ regions }) => regions.length === 0).length : 0;
    const missing = this.#key.missing(mode) ?? (without > 0 ? text.regions.missing : undefined);
    const submit = (event: Event): void => {
      event.preventDefault();
      if (!this.#busy && missing === undefined && open > 0) void this.#run();
    };
    return html`
      <form class="panel card" @submit=${submit}>
        <div class="choices" role="group" aria-label=${text.modes.label}>
          ${(["encrypt", "decrypt"] as const).map(
            (each) =>
              html`<button
                type="button"
                aria-pressed=${each === mode ? "true" : "false"}
                ?disabled=${this.#busy}
                @click=${() => {
                  this.#mode = each;
                  this.#draw();
                }}
              >
                ${text.modes[each]}
              </button>`,
          )}
        </div>
        ${
          mode === "decrypt"
            ? openChoice(openingsOf(this.#items), this.#opening, (each) => this.#choose(each))
            : nothing
        }
        ${
          mode === "encrypt"
            ? partsChoice(parts, beside(this.#more.settings), (chosen) => {
                this.#chosenParts = chosen;
                this.#draw();
              })
            : nothing
        }
        ${this.#key.draw(mode)} ${mode === "encrypt" ? this.#more.draw() : nothing}
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
