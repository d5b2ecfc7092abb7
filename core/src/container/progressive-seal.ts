import type { Raster } from "../ciphers/raster.ts";
import type { CarrierWriter } from "./carrier-write.ts";
import { JobQueue } from "./job-queue.ts";
import type { ChunkSealer } from "./protector.ts";
import type { RowChunks } from "./row-chunks.ts";

/** Seals the chunks of a raster into a carrier, each as soon as the cipher is done with its rows. */
export class ProgressiveSeal {
  readonly #raster: Raster;
  readonly #chunks: RowChunks;
  readonly #sealer: Promise<ChunkSealer>;
  readonly #carrier: CarrierWriter;
  readonly #queue = new JobQueue();
  /** One flag a row: a chunk sealed twice, or before its last row is final, would be damaged. */
  readonly #done: Uint8Array;
  /** Rows of each chunk that are not final yet. */
  readonly #missing: number[];

  constructor(
    raster: Raster,
    chunks: RowChunks,
    sealer: Promise<ChunkSealer>,
    carrier: CarrierWriter,
  ) {
    this.#raster = raster;
    this.#chunks = chunks;
    this.#sealer = sealer;
    this.#carrier = carrier;
    this.#done = new Uint8Array(raster.height);
    this.#missing = Array.from({ length: chunks.count }, (_, index) => {
      const { first, end } = chunks.chunk(index);
      return end - first;
    });
  }

  /** Rows [first, end) are final. */
  rowsDone(first: number, end: number): void {
    for (let row = first; row < end; row++) {
      if (this.#done[row] === 1) continue;
      this.#done[row] = 1;
      const index = Math.floor(row / this.#chunks.rows);
      this.#missing[index]!--;
      if (this.#missing[index] === 0) this.#queue.add(() => this.#seal(index));
    }
  }

  /** Seals what is left, when all rows are final, and waits for everything. */
  async finish(): Promise<void> {
    this.rowsDone(0, this.#raster.height);
    await this.#queue.drain();
  }

  async #seal(index: number): Promise<void> {
    const { first, start, stop } = this.#chunks.chunk(index);
    const bytes = this.#raster.data.subarray(start, stop);
    const sealer = await this.#sealer;
    await this.#carrier.writeRows(first, await sealer.seal(index, bytes));
  }
}
