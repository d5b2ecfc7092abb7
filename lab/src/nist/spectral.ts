import { normalP } from "../statistics/normal.ts";
import type { BitSequence } from "./bit-sequence.ts";
import { squaredModuli } from "./fourier.ts";
import type { NistTest } from "./nist-test.ts";

/** What the spectral test found. */
export interface Spectral {
  /** Frequencies of the first half whose modulus stays below the 95% threshold. */
  readonly below: number;
  readonly p: number;
}

/**
 * Whether frequencies stand out in the discrete Fourier transform (2.6), with the variance of
 * rev 1a, n · 0.95 · 0.05 / 4.
 */
export function spectral({ bits, length }: BitSequence): Spectral {
  const signs = Float64Array.from(bits, (bit) => 2 * bit - 1);
  const moduli = squaredModuli(signs);
  const threshold = Math.log(1 / 0.05) * length;
  const half = Math.floor(length / 2);
  let below = 0;
  for (let i = 0; i < half; i++) if (moduli[i]! < threshold) below++;
  const expected = (0.95 * length) / 2;
  return { below, p: normalP((below - expected) / Math.sqrt((length * 0.95 * 0.05) / 4)) };
}

export const spectralTest: NistTest = {
  id: "spectral",
  section: "2.6",
  minimumBits: 1000,
  run: (sequence) => [{ name: "", p: spectral(sequence).p }],
};
