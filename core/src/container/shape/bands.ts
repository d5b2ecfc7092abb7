import { changedMeanwhile } from "../../bytes/random-access.ts";
import { copyBytes } from "../../bytes/shared-memory.ts";
import { rowBytes, type Raster } from "../../ciphers/raster.ts";
import { NeuroveilError, sizeText } from "../../errors.ts";
import { workBuffer } from "../memory/work-buffer.ts";
import type { Geometry } from "./geometry.ts";

/** Some rows of a raster. */
export interface Band {
  /** The first row. */
  readonly first: number;
  readonly rows: number;
  readonly data: Uint8Array;
}

/** Bytes of a band where rows are short; longer ones make it longer. */
const usualBytes = 1 << 23;
/** What one may have at the most. */
const mostBytes = 2 ** 28;
/** Bands that are in memory at the same time: read, unsealed or encrypted, written, and one on the way. */
const bandsAtOnce = 4;

/**
 * How many rows a band has.
 * @param multiple rows of which it has to be a multiple, unless it is the whole raster
 * @throws NeuroveilError "limit" where so many would take too much memory
 */
export function bandRows(geometry: Geometry, multiple: number): number {
  const pitch = rowBytes(geometry);
  const { height } = geometry;
  const least = Math.min(multiple, height);
  if (least * pitch > mostBytes) {
    throw new NeuroveilError("limit", {
      expected: `${least} rows of at most ${sizeText(mostBytes)} together`,
      got: sizeText(least * pitch),
      todo: "cut the image into parts",
    });
  }
  return Math.min(height, multiple * Math.max(1, Math.floor(usualBytes / (multiple * pitch))));
}

/** Memory for the bands of a raster, used again and again. */
export class BandMemory {
  readonly #geometry: Geometry;
  readonly #rows: number;
  readonly #memory: readonly Uint8Array[];

  /**
   * @param rows of a band; the last may have fewer
   * @param threads how many work on it
   */
  constructor(geometry: Geometry, rows: number, threads: number | undefined) {
    this.#geometry = geometry;
    this.#rows = rows;
    const bands = Math.min(bandsAtOnce, Math.ceil(geometry.height / rows));
    this.#memory = Array.from({ length: bands }, () =>
      workBuffer(rows * rowBytes(geometry), threads),
    );
  }

  /**
   * Cuts the bytes of a raster, which come in pieces of any length, into bands. Three of them can be held
   * while the next is asked for.
   * @throws NeuroveilError "input" where there are not as many bytes as the raster has
   */
  async *cut(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Band> {
    const { height } = this.#geometry;
    const pitch = rowBytes(this.#geometry);
    let first = 0;
    let [filled, count] = [0, 0];
    for await (let piece of pieces) {
      while (piece.length > 0) {
        if (first >= height) throw changedMeanwhile();
        const rows = Math.min(this.#rows, height - first);
        const data = this.#memory[count % this.#memory.length]!.subarray(0, rows * pitch);
        const part = piece.subarray(0, data.length - filled);
        copyBytes(part, data.subarray(filled));
        filled += part.length;
        piece = piece.subarray(part.length);
        if (filled < data.length) break;
        yield { first, rows, data };
        first += rows;
        filled = 0;
        count++;
      }
    }
    if (first < height) throw changedMeanwhile();
  }
}

/** A band as a part of the tiles of a cipher. */
export function partOf(
  band: Band,
  geometry: Omit<Raster, "data">,
): {
  readonly data: Uint8Array;
  readonly top: number;
  readonly left: number;
  readonly width: number;
} {
  return { data: band.data, top: band.first, left: 0, width: rowBytes(geometry) };
}
