import type { Block } from "../../networks/tiles/tile-engine.ts";
import { isShared } from "../../bytes/shared-memory.ts";
import type { TilePool } from "./tile-pool.ts";
import { askWorker, blocksAhead, type Input } from "../../threads/workers.ts";
import { tileTask, type TileInput, type TileOutput } from "./tile-task.ts";

/** Does the work on the first `count` workers. */
export function threadPool(cipher: string, count: number): TilePool {
  const ask = async (asked: Omit<TileInput, "cipher">): Promise<TileOutput> => {
    const { work, block } = asked;
    const shared = isShared(block.data);
    const make = (): Input<TileInput> => {
      const copy = shared ? undefined : copyOut(block);
      return {
        input: { ...asked, cipher, block: copy ?? block },
        transfer: copy ? [copy.data.buffer as ArrayBuffer] : [],
      };
    };
    const repeatable = !shared || work === "digest";
    const reply = await askWorker(tileTask, { make, repeatable }, count);
    if (reply.data && work !== "digest") copyIn(block, reply.data);
    return reply;
  };
  return {
    lanes: count * blocksAhead,
    digest: async (key, block) => {
      const { digests, features } = await ask({ work: "digest", key, block });
      return { digests: digests!, features };
    },
    encrypt: async (key, block, keyVector, features) =>
      void (await ask({ work: "encrypt", key, block, keyVector, features })),
    decrypt: async (key, block, keyVector) =>
      (await ask({ work: "decrypt", key, block, keyVector })).digests!,
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
