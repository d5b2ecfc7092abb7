import { bytesPerSample } from "../../image/image.ts";
import { stepBytes, type Steps } from "../../turns.ts";

/**
 * Samples of `bits` bits as ones of all bits of their bytes, so that viewers show them as they are: the bits
 * again and again from the top. In place.
 */
export function* toFullDepth(data: Uint8Array, bits: number): Steps {
  const full = fullValues(bits);
  if (full === undefined) return;
  yield* eachSample(data, bits, (value) => full[value]!);
}

/**
 * Undoes {@link toFullDepth}, in place.
 * @returns whether all of them were made by it
 */
export function* fromFullDepth(data: Uint8Array, bits: number): Steps<boolean> {
  const full = fullValues(bits);
  if (full === undefined) return true;
  const spare = 8 * bytesPerSample(bits) - bits;
  let wrong = 0;
  yield* eachSample(data, bits, (value) => {
    const sample = value >> spare;
    wrong |= full[sample]! ^ value;
    return sample;
  });
  return wrong === 0;
}

/** What becomes of each value of so many bits; undefined where all bits are in use. */
function fullValues(bits: number): Uint16Array | undefined {
  const depth = 8 * bytesPerSample(bits);
  if (bits === depth) return undefined;
  return Uint16Array.from({ length: 2 ** bits }, (_, value) => {
    let full = 0;
    for (let left = depth - bits; left > -bits; left -= bits) {
      full |= left >= 0 ? value << left : value >> -left;
    }
    return full;
  });
}

function* eachSample(data: Uint8Array, bits: number, map: (value: number) => number): Steps {
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
