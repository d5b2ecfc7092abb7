import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherImage, decryptedImage } from "../analysis/cipher-image.ts";
import { wholeBytes } from "../analysis/whole-bytes.ts";
import { interleaved } from "../metrics/plane.ts";
import { psnr } from "../metrics/psnr.ts";
import { normalQuantile } from "../statistics/normal.ts";
import { PairSums } from "../statistics/pair-sums.ts";
import { pearsonLimit } from "../statistics/pearson.ts";
import type { SensitivitySettings } from "./encryption-sensitivity.ts";
import type { KeyChange } from "./key-change.ts";

/** A value and the limits that an ideal cipher's keeps. */
export interface Limited {
  readonly value: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** What a wrong key near the right one decrypts to. */
export interface DecryptionSensitivity {
  /** What was changed in the key. */
  readonly id: string;
  /** Decibels against the plain image; infinite when nothing is wrong in it. */
  readonly psnr?: Limited;
  /** Correlation with the plain image; absent where one of the two has no contrast. */
  readonly correlation?: Limited;
  /** Samples compared; 0 where the cipher itself throws. */
  readonly n: number;
  /**
   * Whether the cipher or its key vector refuses the key. What such a key decrypts to is measured all
   * the same: an attacker need not ask.
   */
  readonly refused: boolean;
  /** Refused, or nothing of the plain image within the limits. */
  readonly pass: boolean;
}

/** Decibels by which the ratio may differ from an ideal cipher's. */
const margin = 0.3;

/**
 * Decrypts the cipher image of `key` with each changed key and compares with the plain image: with an
 * ideal cipher the result is a random image, at the ratio of one within 0.3 dB (more for small images,
 * whose ratios scatter) and without correlation.
 */
export async function decryptionSensitivity(
  cipher: Cipher,
  image: Image,
  key: Uint8Array,
  changes: readonly KeyChange[],
  { alpha = 0.001, signal, threads, onChange }: SensitivitySettings = {},
): Promise<readonly DecryptionSensitivity[]> {
  const run = { signal, threads };
  const plain = wholeBytes(image);
  const [one, other] = [new Uint8Array(plain.data.length), new Uint8Array(plain.data.length)];
  const sent = await cipherImage(cipher, plain, { key, changed: [], memory: one, run });
  // Two values a change.
  const level = alpha / (2 * changes.length);
  const results: DecryptionSensitivity[] = [];
  for (const change of changes) {
    const found = await decryptedImage(cipher, sent, { key: change.key, memory: other, run });
    const refused = found?.verified !== true;
    const comparison = found ? compare(plain, found.image, level) : { n: 0, pass: true };
    results.push({ id: change.id, ...comparison, refused, pass: refused || comparison.pass });
    onChange?.();
  }
  return results;
}

function compare(
  plain: Image,
  decrypted: Image,
  level: number,
): Omit<DecryptionSensitivity, "id" | "refused"> {
  const { value, expected, sd, n } = psnr(plain, decrypted)[0]!;
  const reach = Math.max(margin, -normalQuantile(level / 2) * sd);
  const ratio: Limited = {
    value,
    expected,
    low: expected - reach,
    high: expected + reach,
  };
  const { varianceX, varianceY, correlation } = new PairSums().add(
    interleaved(plain),
    interleaved(decrypted),
  );
  if (varianceX === 0 || varianceY === 0) {
    // A wrong key that decrypts to one even tone is not what chance gives; a plain image of one is.
    return { psnr: ratio, n, pass: inside(ratio) && varianceY > 0 };
  }
  const limit = pearsonLimit(level, n);
  const likeness: Limited = { value: correlation, expected: 0, low: -limit, high: limit };
  return { psnr: ratio, correlation: likeness, n, pass: inside(ratio) && inside(likeness) };
}

function inside({ value, low, high }: Limited): boolean {
  return low <= value && value <= high;
}
