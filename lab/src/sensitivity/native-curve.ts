import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { encryptionSensitivity, type EncryptionSensitivity } from "./encryption-sensitivity.ts";
import type { SensitivitySettings } from "./encryption-sensitivity.ts";
import { moveValue, realBits } from "./key-change.ts";

/** What a change of 2^-exponent of a parameter's range does. */
interface CurvePoint extends EncryptionSensitivity {
  readonly exponent: number;
}

/** How small a change of one real number of the native key still changes the whole cipher image. */
export interface ParameterCurve {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly points: readonly CurvePoint[];
  /**
   * The exponent of the smallest change that passes, s = -log2 of it as a share of the range; 0 where
   * none does. Changes that are larger and fail are in `points`.
   */
  readonly sensitivity: number;
}

/** The exponents that a curve of this cipher has points for. */
export function curveExponents(cipher: Cipher, asked: readonly number[]): readonly number[] {
  return cipher.nativeKey.values ? asked.filter((exponent) => exponent <= realBits(cipher)) : [];
}

/**
 * The native curve: every real number of the native key moved by 2^-exponent of its range, for every
 * exponent, all of it one family. Empty for a cipher whose key has no real numbers.
 *
 * @param asked exponents, 1 and more; those below the smallest step of the cipher's numbers are left out
 */
export async function nativeCurves(
  cipher: Cipher,
  image: Image,
  key: Uint8Array,
  asked: readonly number[],
  settings: SensitivitySettings = {},
): Promise<readonly ParameterCurve[]> {
  const values = cipher.nativeKey.values ?? [];
  const exponents = curveExponents(cipher, asked);
  const changes = values.flatMap((_, index) =>
    exponents.map((exponent) => moveValue(cipher, key, index, exponent)),
  );
  const found = await encryptionSensitivity(cipher, image, key, changes, settings);
  return values.map(({ name, low, high }, index) => {
    const own = found.slice(index * exponents.length, (index + 1) * exponents.length);
    const points = own.map((point, i) => Object.assign({}, point, { exponent: exponents[i]! }));
    const passing = points.filter(({ pass }) => pass).map(({ exponent }) => exponent);
    return { name, low, high, points, sensitivity: Math.max(0, ...passing) };
  });
}
