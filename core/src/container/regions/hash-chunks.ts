import { piecesOf } from "../../bytes/rectangle.ts";
import { sha256 } from "../../bytes/sha256.ts";
import { ChunkCopies } from "../protection/chunk-copies.ts";
import type { ChunkGrid } from "../shape/chunk-grid.ts";
import { pause } from "../../turns.ts";

/** SHA-256 of the chunks' SHA-256: of what stays visible of an image, or of a region's pixels. */
export async function hashChunks(
  grid: Pick<ChunkGrid, "count" | "longest" | "chunk">,
  samples: Uint8Array,
): Promise<Uint8Array> {
  const hashes = new Uint8Array(32 * grid.count);
  const copies = new ChunkCopies(grid.longest);
  for (let index = 0; index < grid.count; index++) {
    hashes.set(await copies.lend(piecesOf(grid.chunk(samples, index)), sha256), 32 * index);
    await pause();
  }
  return await sha256(hashes);
}
