import { bytesPerSample, type Image } from "../../image/image.ts";
import { stepBytes, type Steps } from "../../turns.ts";

/** What samples are levels of: how many bits, and whether in two's complement. */
export interface Levels {
  readonly bits: number;
  readonly signed: boolean;
}

/** Those of an image of one page that has no planes and no floats. */
export function levelsOf({ bits, metadata }: Pick<Image, "bits" | "metadata">): Levels {
  return { bits, signed: metadata.origin?.layout?.kind === "signed" };
}

/**
 * Makes samples levels of all bits of their bytes, in place, so that viewers show them as they are: the bits
 * again and again from the top, of signed ones with the sign inverted.
 */
export function* toFullDepth(data: Uint8Array, levels: Levels): Steps {
  const full = fullValues(levels);
  if (full === undefined) return;
  yield* eachSample(data, levels, (value) => full[value]!);
}

/**
 * Undoes {@link toFullDepth}, in place.
 * @returns whether all of them were made by it
 */
export function* fromFullDepth(data: Uint8Array, levels: Levels): Steps<boolean> {
  const full = fullValues(levels);
  if (full === undefined) return true;
  const spare = 8 * bytesPerSample(levels.bits) - levels.bits;
  const sign = signOf(levels);
  let wrong = 0;
  yield* eachSample(data, levels, (value) => {
    const sample = (value >> spare) ^ sign;
    wrong |= full[sample]! ^ value;
    return sample;
  });
  return wrong === 0;
}

/** What becomes of each value; undefined where all stay as they are. */
function fullValues(levels: Levels): Uint16Array | undefined {
  const { bits } = levels;
  const depth = 8 * bytesPerSample(bits);
  const sign = signOf(levels);
  if (bits === depth && sign === 0) return undefined;
  return Uint16Array.from({ length: 2 ** bits }, (_, value) => {
    const level = value ^ sign;
    let full = 0;
    for (let left = depth - bits; left > -bits; left -= bits) {
      full |= left >= 0 ? level << left : level >> -left;
    }
    return full;
  });
}

function signOf({ bits, signed }: Levels): number {
  return signed ? 1 << (bits - 1) : 0;
}

function* eachSample(data: Uint8Array, { bits }: Levels, map: (value: number) => number): Steps {
  const wide = bytesPerSample(bits) === 2;
  for (let start = 0; start < data.length; start += stepBytes) {
    const end = Math.min(start + stepBytes, data.length);
    if (wide) {
      for (let i = start; i < end; i += 2) {
        const value = map((data[i]! << 8) | data[i + 1]!);
        data[i] = value >> 8;
        data[i + 1] = value;
      }
    } else {
      for (let i = start; i < end; i++) data[i] = map(data[i]!);
    }
    yield;
  }
}
