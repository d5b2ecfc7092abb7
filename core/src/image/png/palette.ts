import { stepBytes, type Steps } from "../../turns.ts";

const stepPixels = stepBytes / 4;

/** Samples made from a palette image. */
export interface Expanded {
  /** RGB, or RGBA when there is a tRNS chunk; 8 bits. */
  readonly data: Uint8Array;
  /** The indices, when they cannot be told from `data`. */
  readonly indices?: Uint8Array;
}

/**
 * Replaces indices by their colours. An index outside the palette becomes opaque black, as libpng
 * shows it.
 * @param palette PLTE, 3 bytes an entry
 * @param transparency tRNS: the alpha of the first entries; the others are opaque
 */
export function* expandPalette(
  indices: Uint8Array,
  palette: Uint8Array,
  transparency?: Uint8Array,
): Steps<Expanded> {
  const colours = colourTable(palette, transparency);
  const channels = transparency === undefined ? 3 : 4;
  const data = new Uint8Array(indices.length * channels);
  const used = new Uint8Array(256);
  for (let i = 0, to = 0; i < indices.length; i++, to += channels) {
    if (i % stepPixels === 0) yield;
    const index = indices[i]!;
    const colour = colours[index]!;
    used[index] = 1;
    data[to] = colour >>> 24;
    data[to + 1] = colour >>> 16;
    data[to + 2] = colour >>> 8;
    if (channels === 4) data[to + 3] = colour;
  }
  const first = indexByColour(colours, palette.length / 3);
  const unique = used.every((is, index) => is === 0 || first.get(colours[index]!) === index);
  return unique ? { data } : { data, indices };
}

/**
 * Finds the index of every pixel.
 * @param data RGB, or RGBA when there is transparency
 * @returns undefined when a colour is not in the palette
 */
export function* collapsePalette(
  data: Uint8Array,
  palette: Uint8Array,
  transparency?: Uint8Array,
): Steps<Uint8Array | undefined> {
  const channels = transparency === undefined ? 3 : 4;
  const first = indexByColour(colourTable(palette, transparency), palette.length / 3);
  const indices = new Uint8Array(data.length / channels);
  let colour = -1;
  let index = 0;
  for (let i = 0, from = 0; i < indices.length; i++, from += channels) {
    if (i % stepPixels === 0) yield;
    const alpha = channels === 4 ? data[from + 3]! : 255;
    const next =
      ((data[from]! << 24) | (data[from + 1]! << 16) | (data[from + 2]! << 8) | alpha) >>> 0;
    if (next !== colour) {
      const found = first.get(next);
      if (found === undefined) return undefined;
      colour = next;
      index = found;
    }
    indices[i] = index;
  }
  return indices;
}

/** The colour of each of 256 indices as 0xRRGGBBAA. */
function colourTable(palette: Uint8Array, transparency?: Uint8Array): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    const [red = 0, green = 0, blue = 0] = palette.subarray(3 * index, 3 * index + 3);
    return (red << 24) | (green << 16) | (blue << 8) | (transparency?.[index] ?? 255);
  });
}

/** The first entry that has a colour. */
function indexByColour(colours: Uint32Array, entries: number): Map<number, number> {
  const first = new Map<number, number>();
  for (let index = 0; index < entries; index++) {
    const colour = colours[index]!;
    if (!first.has(colour)) first.set(colour, index);
  }
  return first;
}
