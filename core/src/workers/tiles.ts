import { engines } from "../ciphers/hybrid/engines.ts";
import { tileTask, type TileOutput } from "../ciphers/kinds/tile-task.ts";
import type { TileEngine } from "../networks/tiles/tile-engine.ts";
import { doing, type Handler } from "./handler.ts";

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

export const tiles: Handler = doing(tileTask, async (input) => {
  const { cipher, work, key, block, keyVector, features } = input;
  const made = await engine(cipher);
  if (work === "digest") return { output: made.digest(key, block) };
  let output: TileOutput = {};
  if (work === "decrypt") output = { digests: made.decrypt(key, block, keyVector!) };
  else made.encrypt(key, block, keyVector!, features);
  const { data } = block;
  if (!(data.buffer instanceof ArrayBuffer)) return { output };
  return { output: { ...output, data }, transfer: [data.buffer] };
});
