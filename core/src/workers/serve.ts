import { engines } from "../ciphers/hybrid/engines.ts";
import type { TileEngine } from "../networks/tile-engine.ts";
import type { Reply, Request } from "../threads/thread.ts";

const loaded = new Map<string, Promise<TileEngine>>();

function engine(id: string): Promise<TileEngine> {
  let found = loaded.get(id);
  if (!found) {
    const create = engines[id];
    if (!create) throw new Error(`no tile engine for cipher ${id}`);
    found = create();
    loaded.set(id, found);
    // A failure is told to who asked, not to everybody after.
    found.catch(() => loaded.delete(id));
  }
  return found;
}

/** A worker's answer, and what is moved with it. */
export interface Served {
  readonly reply: Reply;
  readonly transfer?: ArrayBuffer[];
}

/** Does one request in a worker. */
export async function serve({ cipher, work, key, block, keyVector }: Request): Promise<Served> {
  const tiles = await engine(cipher);
  if (work === "digest") return { reply: { digests: tiles.digest(key, block) } };
  let digests: Uint16Array | undefined;
  if (work === "decrypt") digests = tiles.decrypt(key, block, keyVector!);
  else tiles.encrypt(key, block, keyVector!);
  const { data } = block;
  if (!(data.buffer instanceof ArrayBuffer)) return { reply: { digests } };
  return { reply: { digests, data }, transfer: [data.buffer] };
}

/** Calls `work` for one item after the other: answers carry no number, and an engine takes a moment to load. */
export function inOrder<T>(work: (item: T) => Promise<void> | void): (item: T) => void {
  let last: Promise<void> = Promise.resolve();
  const after = async (before: Promise<void>, item: T): Promise<void> => {
    await before;
    await work(item);
  };
  return (item) => {
    last = after(last, item);
  };
}
