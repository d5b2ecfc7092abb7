import { text } from "../text/en.ts";
import type { Room } from "../workers/room.ts";
import { forget, newItem, type Item } from "./item.ts";
import { previewAddress } from "./preview-address.ts";

/** The files of somebody, in the order in which they came, and the one that is shown. */
export class Worklist {
  #items: readonly Item[] = [];
  #chosen: Item | undefined;
  readonly #room: Room;
  readonly #onChange: () => void;

  constructor(room: Room, onChange: () => void) {
    this.#room = room;
    this.#onChange = onChange;
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** The one that is shown; undefined only where there is none. */
  get chosen(): Item | undefined {
    return this.#chosen;
  }

  choose(item: Item): void {
    this.#chosen = item;
    this.#onChange();
  }

  /**
   * Takes files in, and looks what they are.
   * @param onFirst told of the first file of all, as soon as that is known of it
   */
  async add(files: readonly File[], onFirst: (item: Item) => void): Promise<void> {
    const added = files.map(newItem);
    const first = this.#items.length === 0;
    this.#items = [...this.#items, ...added];
    this.#chosen = added[0];
    this.#onChange();
    for (const item of added) void this.#preview(item);
    for (const item of added) {
      item.veiled = (await this.#room.ask("recognise", item.file).catch(() => undefined)) ?? "no";
      if (first && item === added[0]) onFirst(item);
      this.#onChange();
    }
  }

  async #preview(item: Item): Promise<void> {
    item.preview = await previewAddress(item.file);
    if (this.#items.includes(item)) this.#onChange();
    else forget(item);
  }

  remove(item: Item): void {
    forget(item);
    this.#items = this.#items.filter((each) => each !== item);
    if (this.#chosen === item) this.#chosen = this.#items[0];
    this.#onChange();
  }

  clear(): void {
    for (const item of this.#items) forget(item);
    this.#items = [];
    this.#chosen = undefined;
    this.#onChange();
  }
}

/** How a run over some items ended, in a sentence. */
export function ended(items: readonly Item[]): string {
  const count = (state: Item["state"]): number =>
    items.filter((item) => item.state === state).length;
  return text.state.finished(count("done"), count("refused"));
}
