import { concat } from "../../bytes/arrays.ts";
import { mostBeside } from "./beside.ts";
import { countedElements, mostElements } from "./element-count.ts";
import { syntaxAt, type Walked } from "./walk.ts";

/** Bytes behind which the shape of the pixels is looked for first; then behind twice as many, and so on. */
const firstLook = 2 ** 16;

/** The numbers whose product the bits of all pixels are, by their tags; some are 1 where they are not there. */
const factors: ReadonlyMap<string, number | undefined> = new Map([
  ["00280002", 1],
  ["00280008", 1],
  ["00280010", undefined],
  ["00280011", undefined],
  ["00280100", undefined],
]);
const lastFactor = "00280100";

/**
 * How long a data set may be that comes piece by piece: its pixels, as soon as it has said how many they are, and
 * {@link mostBeside}.
 * @param head a file up to its data set, in Explicit VR Little Endian
 * @returns to be called with each piece; gives the most bytes of all of them, and throws NotPixels where there are
 *   too many elements
 */
export function deflatedBound(head: Uint8Array): (piece: Uint8Array) => number {
  let pieces: Uint8Array[] | undefined = [head];
  let [length, nextLook] = [0, firstLook];
  let most = mostBeside;
  return (piece) => {
    length += piece.length;
    pieces?.push(piece);
    if (pieces === undefined || length < nextLook) return most;
    nextLook = 2 * length;
    const start = concat(pieces);
    const pixels = pixelBytes(start);
    pieces = pixels === undefined && length <= mostBeside ? [start] : undefined;
    most = mostBeside + (pixels ?? 0);
    return most;
  };
}

/**
 * Bytes of pixels, where a file's start says it.
 * @throws NotPixels where it has more elements than may be: whatever follows, it stays a file
 */
function pixelBytes(start: Uint8Array): number | undefined {
  const found = new Map(factors);
  for (const element of countedElements(start, mostElements(0), false)) {
    const { tag, depth } = element;
    if (depth > 0) continue;
    if (found.has(tag)) found.set(tag, numberAt(start, element));
    // Tags rise.
    if (tag >= lastFactor) break;
  }
  let bits = 1;
  for (const factor of found.values()) {
    if (factor === undefined) return undefined;
    bits *= factor;
  }
  return Number.isFinite(bits) ? Math.ceil(bits / 8) : 0;
}

/** A number of two bytes; that of frames is a text. */
function numberAt(file: Uint8Array, { vr, start, length = 0 }: Walked): number {
  if (vr === "IS") return Number(syntaxAt(file, { start, length }).trim() || 1);
  return file[start]! + 256 * (file[start + 1] ?? 0);
}
