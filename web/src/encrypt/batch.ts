import type { Opening } from "../tasks/decrypt.ts";
import type { Key } from "../tasks/key.ts";
import { Refused, type Room } from "../workers/room.ts";
import type { Item, Mode, Result } from "./item.ts";
import { previewAddress } from "./preview-address.ts";
import { beside, type Settings } from "./settings.ts";

/** What is to be done with every item. */
export interface Order {
  readonly mode: Mode;
  readonly key: Key;
  readonly settings: Settings;
  /** Who may see previews, as it was typed. */
  readonly previewReaders: string;
  readonly opening: Opening;
  /** Whether the regions of each picture are encrypted, and not all of it. */
  readonly parts: boolean;
}

let batches = 0;

/** Works through items one after another; what one is refused does not stop the others. */
export async function runBatch(
  room: Room,
  items: readonly Item[],
  order: Order,
  onChange: () => void,
): Promise<void> {
  const batch = ++batches;
  for (const item of items) {
    item.state = "working";
    item.progress = 0;
    delete item.refusal;
    const onProgress = (done: number): void => {
      item.progress = done;
      onChange();
    };
    onChange();
    try {
      item.result = await resultOf(room, item, { ...order, batch, onProgress });
      item.state = "done";
      void showResult(item, item.result, onChange);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === "aborted") {
        for (const each of items) if (isOpen(each)) each.state = "stopped";
        onChange();
        return;
      }
      item.state = "refused";
      item.refusal = { code: error.code, message: error.message };
    }
    onChange();
  }
}

/** Nobody has to wait for it who wants to save what there is. */
async function showResult(item: Item, result: Result, onChange: () => void): Promise<void> {
  const address = await previewAddress(result.files[0]);
  if (item.forgotten || item.result !== result) {
    if (address !== undefined) URL.revokeObjectURL(address);
    return;
  }
  result.preview = address;
  onChange();
}

function isOpen({ state }: Item): boolean {
  return state === "waiting" || state === "working";
}

interface Call extends Order {
  readonly batch: number;
  readonly onProgress: (done: number) => void;
}

async function resultOf(room: Room, { file, regions }: Item, call: Call): Promise<Result> {
  const { mode, key, batch, settings, previewReaders, opening, parts, onProgress } = call;
  if (mode === "decrypt") {
    const input = { file, key, batch, opening };
    const opened = await room.ask("decrypt", input, onProgress);
    return { mode, opening, ...opened };
  }
  const { cipher, protection, payload, keepOriginal, preview } = settings;
  const input = {
    file,
    key,
    batch,
    cipher,
    protection,
    previewReaders,
    payload: payload === "auto" ? undefined : payload,
    keepOriginal: keepOriginal && beside(settings) === undefined,
    preview: preview === 0 || payload === "file" ? undefined : preview,
    regions: parts ? regions : undefined,
  };
  const { file: veiled, notes } = await room.ask("encrypt", input, onProgress);
  return { mode, files: [veiled], notes };
}
