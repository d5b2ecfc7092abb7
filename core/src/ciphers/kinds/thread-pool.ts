import type { Block } from "../../networks/tile-engine.ts";
import { isShared } from "../../bytes/shared-memory.ts";
import type { TilePool } from "./tile-pool.ts";
import { askWorker, blocksAhead, type Input } from "../../threads/workers.ts";
import { tileTask, type TileInput } from "./tile-task.ts";

/** Does the work on the first `count` workers. */
export function threadPool(cipher: string, count: number): TilePool {
  const ask = async (
    work: TileInput["work"],
    key: Uint8Array,
    block: Block,
    keyVector?: Uint8Array,
  ): Promise<Uint16Array | undefined> => {
    const shared = isShared(block.data);
    const make = (): Input<TileInput> => {
      const copy = shared ? undefined : copyOut(block);
      return {
        input: { cipher, work, key, block: copy ?? block, keyVector },
        transfer: copy ? [copy.data.buffer as ArrayBuffer] : [],
      };
    };
    const repeatable = !shared || work === "digest";
    const reply = await askWorker(tileTask, { make, repeatable }, count);
    if (reply.data && work !== "digest") copyIn(block, reply.data);
    return reply.digests;
  };
  return {
    lanes: count * blocksAhead,
    digest: async (key, block) => (await ask("digest", key, block))!,
    encrypt: async (key, block, keyVector) => void (await ask("encrypt", key, block, keyVector)),
    decrypt: async (key, block, keyVector) => (await ask("decrypt", key, block, keyVector))!,
  };
}

function copyOut(block: Block): Block {
  const { data, offset, pitch, width, rows } = block;
  if (pitch === width)
    return {
      ...block,
      data: new Uint8Array(data.subarray(offset, offset + rows * pitch)),
      offset: 0,
    };
  const copy = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    copy.set(data.subarray(offset + row * pitch, offset + row * pitch + width), row * width);
  }
  return { ...block, data: copy, offset: 0, pitch: width };
}

function copyIn({ data, offset, pitch, width, rows }: Block, copy: Uint8Array): void {
  if (pitch === width) {
    data.set(copy, offset);
    return;
  }
  for (let row = 0; row < rows; row++)
    data.set(copy.subarray(row * width, (row + 1) * width), offset + row * pitch);
}
