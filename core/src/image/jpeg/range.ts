import { asFile } from "../../errors.ts";
import type { NeuroveilError } from "../../errors.ts";
import { InverseDct } from "./idct.ts";
import type { QuantizationTable } from "./quantization.ts";
import { NotPixels } from "../not-pixels.ts";

/**
 * Where no sample can be moved farther (times 8), no decoder leaves its integers: samples before they
 * are limited may be -512 to 511, of which some are lost to rounding.
 */
export const safeReach: number = 8 * 510;

/** What one coefficient may be, before the table: decoders hold it in 16 bits. */
const mostCoefficient = 32767;

const transform = new InverseDct();

/**
 * Checks the block that stands in zigzag order from `at` on.
 * @param end place in it from which on all is zero
 * @throws NeuroveilError "unsupported" when decoders may come to different samples
 */
export function checkRange(
  coefficients: Int32Array,
  at: number,
  quantization: QuantizationTable,
  end: number = 64,
): void {
  let reach = 0;
  for (let k = 0; k < end; k++) reach += Math.abs(coefficients[at + k]!) * quantization.reach[k]!;
  if (reach <= safeReach) return;
  transform.transform(coefficients, at, quantization);
  if (!transform.agreed) throw outOfRange();
}

/** The coefficient, where it fits the integers of every decoder. */
export function boundedCoefficient(value: number): number {
  if (Math.abs(value) > mostCoefficient) throw outOfRange();
  return value;
}

function outOfRange(): NeuroveilError {
  return new NotPixels(
    "unsupported",
    {
      expected: "a JPEG whose coefficients are those of 8-bit samples",
      got: "some far out of range, of which every decoder makes other samples",
      todo: asFile,
    },
    "a JPEG with coefficients far out of range",
  );
}
