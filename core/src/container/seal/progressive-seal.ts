import { rowBytes, type Raster } from "../../ciphers/raster.ts";
import type { CarrierWriter } from "../carrier/write.ts";
import { JobQueue } from "../protection/job-queue.ts";
import type { ChunkSealer } from "../protection/protector.ts";
import type { ChunkGrid } from "../shape/chunk-grid.ts";

/** Seals the chunks of a raster into a carrier, each as soon as the cipher is done with its rows. */
export class ProgressiveSeal {
  readonly #raster: Raster;
  readonly #grid: ChunkGrid;
  readonly #sealer: Promise<ChunkSealer>;
  readonly #carrier: CarrierWriter;
  readonly #queue = new JobQueue();
  /** One flag a row: a chunk sealed twice, or before its last row is final, would be damaged. */
  readonly #done: Uint8Array;
  /** Rows of each band that are not final yet. */
  readonly #missing: number[];

  constructor(
    raster: Raster,
    grid: ChunkGrid,
    sealer: Promise<ChunkSealer>,
    carrier: CarrierWriter,
  ) {
    this.#raster = raster;
    this.#grid = grid;
    this.#sealer = sealer;
    this.#carrier = carrier;
    this.#done = new Uint8Array(raster.height);
    this.#missing = Array.from({ length: grid.bands }, (_, band) => {
      const { first, end } = grid.band(band);
      return end - first;
    });
  }

  /** Rows [first, end) are final. */
  rowsDone(first: number, end: number): void {
    for (let row = first; row < end; row++) {
      if (this.#done[row] === 1) continue;
      this.#done[row] = 1;
      const band = Math.floor(row / this.#grid.chunkRows);
      this.#missing[band]!--;
      if (this.#missing[band] === 0) this.#queue.add(() => this.#seal(band));
    }
  }

  /** Seals what is left, when all rows are final, and waits for everything. */
  async finish(): Promise<void> {
    this.rowsDone(0, this.#raster.height);
    await this.#queue.drain();
  }

  async #seal(band: number): Promise<void> {
    const { data } = this.#raster;
    const { columns } = this.#grid;
    const sealer = await this.#sealer;
    for (let index = band * columns; index < (band + 1) * columns; index++) {
      await sealer.seal(index, this.#grid.chunk(data, index));
    }
    const { first, end } = this.#grid.band(band);
    const pitch = rowBytes(this.#raster);
    await this.#carrier.writeRows(first, data.subarray(first * pitch, end * pitch));
  }
}
