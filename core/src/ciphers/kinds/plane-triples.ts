import type { Raster } from "../raster.ts";

/** Three planes of one size whose bytes lie in a raster. */
export interface PlaneTriple {
  readonly width: number;
  readonly height: number;
  /** Where each plane starts in the raster's data. */
  readonly starts: readonly [number, number, number];
  /** Bytes from a sample to its right neighbour, and to the one below. */
  readonly right: number;
  readonly down: number;
}

/** All bytes of a raster, each once: those that make up triples, and the few that are left. */
export interface PlaneTriples {
  readonly triples: readonly PlaneTriple[];
  /** Places in the raster's data. */
  readonly rest: readonly number[];
}

/**
 * Cuts any raster into what a network for colour images takes. The bytes of 16-bit samples make two
 * planes, the upper bytes first. Of the planes of each significance, three channels are a triple. A
 * channel that is left over is folded, so that neighbours again stand in for colours: rows 3y, 3y + 1
 * and 3y + 2 are three planes; of the one or two rows below, so are columns 3x, 3x + 1 and 3x + 2. At
 * most four bytes of each such channel are left.
 */
export function planeTriples(shape: Omit<Raster, "data">): PlaneTriples {
  const { width, height, channels, bytesPerSample } = shape;
  const triples: PlaneTriple[] = [];
  const rest: number[] = [];
  const pixel = channels * bytesPerSample;
  const row = width * pixel;
  const add = (
    width: number,
    height: number,
    start: number,
    between: number,
    right: number,
    down: number,
  ): void => {
    if (width === 0 || height === 0) return;
    const starts = [start, start + between, start + 2 * between] as const;
    triples.push({ width, height, starts, right, down });
  };
  for (let significance = 0; significance < bytesPerSample; significance++) {
    const together = channels - (channels % 3);
    for (let channel = 0; channel < together; channel += 3) {
      const start = channel * bytesPerSample + significance;
      add(width, height, start, bytesPerSample, pixel, row);
    }
    for (let channel = together; channel < channels; channel++) {
      const start = channel * bytesPerSample + significance;
      const rows = Math.floor(height / 3);
      add(width, rows, start, row, pixel, 3 * row);
      const below = start + 3 * rows * row;
      const columns = Math.floor(width / 3);
      add(columns, height % 3, below, pixel, 3 * pixel, row);
      for (let y = 0; y < height % 3; y++) {
        for (let x = 3 * columns; x < width; x++) rest.push(below + y * row + x * pixel);
      }
    }
  }
  return { triples, rest };
}
