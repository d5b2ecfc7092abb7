import type { Key } from "../tasks/key.ts";
import { Refused, type Room } from "../workers/room.ts";
import type { Item, Mode, Result } from "./item.ts";
import { previewAddress } from "./preview-address.ts";
import type { Settings } from "./settings.ts";

/** What is to be done with every item. */
export interface Order {
  readonly mode: Mode;
  readonly key: Key;
  readonly settings: Settings;
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

function isOpen({ state }: Item): boolean {
  return state === "waiting" || state === "working";
}

interface Call extends Order {
  readonly batch: number;
  readonly onProgress: (done: number) => void;
}

async function resultOf(room: Room, { file }: Item, call: Call): Promise<Result> {
  const { mode, key, batch, settings, onProgress } = call;
  if (mode === "decrypt") {
    const { files, cipher, protection } = await room.ask(
      "decrypt",
      { file, key, batch },
      onProgress,
    );
    return await made(mode, files, [`${cipher}, ${protection}`]);
  }
  const { cipher, protection, payload } = settings;
  const choice = payload === "auto" ? undefined : payload;
  const input = { file, key, batch, cipher, protection, payload: choice };
  const { file: veiled, notes } = await room.ask("encrypt", input, onProgress);
  return await made(mode, [veiled], notes);
}

async function made(
  mode: Mode,
  files: readonly [File, ...File[]],
  notes: readonly string[],
): Promise<Result> {
  return { mode, files, notes, preview: await previewAddress(files[0]) };
}
