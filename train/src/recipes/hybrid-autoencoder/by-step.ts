import { patchSide, toPatches, type Planes } from "neuroveil/internal/networks";
import { mostDecibels, type Notes } from "../../families/autoencoder/notes.ts";
import { minus } from "../../families/autoencoder/planes.ts";

/** Where groups of steps begin: a key that is forgotten is forgotten soon. */
const groups = [0, 1, 4, 16, 64, 256, 1024, Number.POSITIVE_INFINITY];

/** Of one image: what two unrelated keys make of it. */
export interface UnderTwoKeys {
  readonly plain: Planes;
  readonly ciphers: readonly [Planes, Planes];
  /** The first cipher image, decrypted with the first key and with the second. */
  readonly decrypted: readonly [Planes, Planes];
}

/**
 * By groups of LSTM steps (patches, row by row): how near the right key and a wrong one come to the
 * image, and which parts of the samples of the cipher image and of the decryption the key decides; and
 * after how many steps it decides nothing any more.
 */
export function noteByStep(notes: Notes, { plain, ciphers, decrypted }: UnderTwoKeys): void {
  const squares = decrypted.map((image) =>
    byStep(plain, image, (difference) => difference ** 2),
  ) as [readonly number[], readonly number[]];
  const cipher = differencesByStep(...ciphers);
  const decryption = differencesByStep(...decrypted);
  const samples = plain.data.length / cipher.length;
  for (const [i, from] of groups.slice(0, -1).entries()) {
    const to = Math.min(groups[i + 1]!, cipher.length);
    if (from >= to) break;
    const id = to === from + 1 ? `step-${from}` : `steps-${from}-${to - 1}`;
    const part = (values: readonly number[]): number =>
      values.slice(from, to).reduce((a, b) => a + b, 0) / (to - from) / samples;
    notes.note(`right-key-${id}-psnr`, decibels(part(squares[0])));
    notes.note(`wrong-key-${id}-psnr`, decibels(part(squares[1])));
    notes.note(`cipher-differs-${id}`, part(cipher));
    notes.note(`decryption-differs-${id}`, part(decryption));
  }
  notes.note("cipher-forgets-key-after", forgottenAfter(cipher));
  notes.note("decryption-forgets-key-after", forgottenAfter(decryption));
}

function forgottenAfter(differences: readonly number[]): number {
  return differences.findLastIndex((count) => count > 0) + 1;
}

/** The part of the samples that differ; 255/256 of two random images. */
export function differingPart(a: Planes, b: Planes): number {
  const differ = differencesByStep(a, b);
  return differ.reduce((sum, count) => sum + count, 0) / a.data.length;
}

/** A sum for every step, over the samples of its patch. */
function byStep(a: Planes, b: Planes, term: (difference: number) => number): readonly number[] {
  const { channels, data } = toPatches({ ...a, data: minus(a, b) }, patchSide);
  const steps = data.length / channels;
  const sums = Array.from({ length: steps }, () => 0);
  for (const [i, difference] of data.entries()) sums[i % steps]! += term(difference);
  return sums;
}

function differencesByStep(a: Planes, b: Planes): readonly number[] {
  return byStep(a, b, (difference) => (difference === 0 ? 0 : 1));
}

/** Of 8-bit samples. */
function decibels(squaredError: number): number {
  return squaredError === 0 ? mostDecibels : 10 * Math.log10(255 ** 2 / squaredError);
}
