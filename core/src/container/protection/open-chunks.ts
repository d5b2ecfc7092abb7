import type { ChunkGrid } from "../shape/chunk-grid.ts";
import { JobQueue } from "./job-queue.ts";
import type { Chunks, ChunkOpener } from "./protector.ts";

/**
 * Opens all chunks of a raster, in place; what stands there must not be used when it rejects.
 * @throws NeuroveilError "tampered"
 */
export async function openChunks(
  opener: ChunkOpener,
  grid: Chunks,
  samples: Uint8Array,
): Promise<void> {
  const queue = new JobQueue();
  for (let index = 0; index < grid.count; index++) {
    queue.add(() => opener.open(index, grid.chunk(samples, index)));
  }
  await queue.drain();
  await opener.finish();
}

/** Some bands of chunks, and which is the first of them. */
interface Bands {
  readonly first: number;
  readonly bands: number;
  /** Their rows. */
  readonly data: Uint8Array;
}

/** Opens the chunks of some bands, in place; the opener has to be finished before they are used. */
export async function openBands(
  opener: ChunkOpener,
  grid: ChunkGrid,
  { first, bands, data }: Bands,
): Promise<void> {
  const queue = new JobQueue();
  for (let index = first * grid.columns; index < (first + bands) * grid.columns; index++) {
    queue.add(() => opener.open(index, grid.chunk(data, index, first)));
  }
  await queue.drain();
}
