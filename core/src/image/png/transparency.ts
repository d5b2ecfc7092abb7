import { stepBytes, type Steps } from "../../turns.ts";

const stepPixels = stepBytes / 8;

/**
 * The one gray level or colour that a tRNS chunk makes transparent, as samples in memory.
 * @param transparency tRNS: two bytes a sample, of which the standard uses the low `depth` bits
 */
function transparentPixel(transparency: Uint8Array, depth: number): Uint8Array {
  if (depth === 16) return transparency;
  const mask = (1 << depth) - 1;
  return transparency.filter((_, i) => i % 2 === 1).map((low) => low & mask);
}

/**
 * Adds an alpha channel to gray or RGB: 0 where the pixel has the transparent colour, else the
 * maximum of the depth.
 */
export function* addAlpha(
  data: Uint8Array,
  transparency: Uint8Array,
  depth: number,
): Steps<Uint8Array> {
  const key = transparentPixel(transparency, depth);
  const alpha = opaque(depth);
  const size = key.length;
  const step = size + alpha.length;
  const result = new Uint8Array((data.length / size) * step);
  for (let from = 0, to = 0; from < data.length; from += size, to += step) {
    if (from % (size * stepPixels) === 0) yield;
    let same = true;
    for (let i = 0; i < size; i++) {
      const byte = data[from + i]!;
      result[to + i] = byte;
      same &&= byte === key[i];
    }
    if (same) continue;
    for (let i = 0; i < alpha.length; i++) result[to + size + i] = alpha[i]!;
  }
  return result;
}

/**
 * Takes away the alpha channel that {@link addAlpha} made.
 * @returns undefined when some alpha is not what `transparency` says
 */
export function* removeAlpha(
  data: Uint8Array,
  transparency: Uint8Array,
  depth: number,
): Steps<Uint8Array | undefined> {
  const key = transparentPixel(transparency, depth);
  const alpha = opaque(depth);
  const size = key.length;
  const step = size + alpha.length;
  const result = new Uint8Array((data.length / step) * size);
  for (let from = 0, to = 0; from < data.length; from += step, to += size) {
    if (to % (size * stepPixels) === 0) yield;
    let same = true;
    for (let i = 0; i < size; i++) {
      const byte = data[from + i]!;
      result[to + i] = byte;
      same &&= byte === key[i];
    }
    for (let i = 0; i < alpha.length; i++) {
      if (data[from + size + i] !== (same ? 0 : alpha[i])) return undefined;
    }
  }
  return result;
}

function opaque(depth: number): Uint8Array {
  return depth === 16 ? Uint8Array.of(255, 255) : Uint8Array.of((1 << depth) - 1);
}
