import { storedSamples, type PngHeader } from "./header.ts";

/** A reduced image that is filtered and stored by itself: every dx-th pixel of every dy-th row. */
export interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly width: number;
  readonly height: number;
  /** Bytes of one packed row, without its filter byte. */
  readonly rowBytes: number;
}

// First pixel and steps of the seven passes of Adam7 (PNG, section 8.2).
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes of an image that hold pixels, in the order in which they are stored. */
export function passesOf(header: PngHeader): Pass[] {
  const bitsPerPixel = storedSamples(header.colourType) * header.depth;
  return (header.interlaced ? adam7 : [[0, 0, 1, 1] as const])
    .map(([x, y, dx, dy]) => {
      const width = Math.ceil((header.width - x) / dx);
      const height = Math.ceil((header.height - y) / dy);
      return { x, y, dx, dy, width, height, rowBytes: Math.ceil((width * bitsPerPixel) / 8) };
    })
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Length of the filtered rows of all passes, which is what IDAT expands to. */
export function filteredSize(passes: readonly Pass[]): number {
  return passes.reduce((sum, pass) => sum + pass.height * (1 + pass.rowBytes), 0);
}
