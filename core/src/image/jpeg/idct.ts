import type { QuantizationTable } from "./quantization.ts";
import { zigzag } from "./zigzag.ts";

/** Fractional bits of the constants, and of the columns' results. */
const constantBits = 13;
const columnBits = 2;

const fixed = (value: number): number => Math.round(value * 2 ** constantBits);
const f0298 = fixed(0.298631336);
const f0390 = fixed(0.390180644);
const f0541 = fixed(0.5411961);
const f0765 = fixed(0.765366865);
const f0899 = fixed(0.899976223);
const f1175 = fixed(1.175875602);
const f1501 = fixed(1.50132111);
const f1847 = fixed(1.847759065);
const f1961 = fixed(1.96157056);
const f2053 = fixed(2.053119869);
const f2562 = fixed(2.562915447);
const f3072 = fixed(3.072711026);

/**
 * The inverse transform of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) in the integers of
 * libjpeg, which rounds once behind the columns and once behind the rows.
 */
export class InverseDct {
  /** Of the last block, row by row, around 0 and not limited yet. */
  readonly samples: Int32Array = new Int32Array(64);
  readonly #work = new Float64Array(64);
  #columnSum = 0;
  #rowSum = 0;

  /** Transforms the block whose coefficients stand in zigzag order from `at` on. */
  transform(coefficients: Int32Array, at: number, { values }: QuantizationTable): void {
    const work = this.#work;
    for (let k = 0; k < 64; k++) work[zigzag[k]!] = coefficients[at + k]! * values[k]!;
    this.#columnSum = 0;
    this.#rowSum = 0;
    for (let x = 0; x < 8; x++) {
      this.#columnSum = Math.max(
        this.#columnSum,
        this.#pass(x, 8, constantBits - columnBits, work),
      );
    }
    const last = constantBits + columnBits + 3;
    for (let y = 0; y < 64; y += 8) {
      this.#rowSum = Math.max(this.#rowSum, this.#pass(y, 1, last, this.samples));
    }
  }

  /**
   * Whether every implementation of the transform comes to the same samples. Those for SIMD have 16
   * bits for coefficients, for the columns' results and for sums of two of either, and keep to the
   * bounds where they end; others wrap. A result of the columns is at most 4 x 1.39 times the sum of
   * its column. Samples are limited to 8 bits by a table that repeats after 10.
   */
  get agreed(): boolean {
    return (
      this.#columnSum <= 5900 &&
      this.#rowSum <= 32767 &&
      this.samples.every((sample) => sample >= -512 && sample <= 511)
    );
  }

  /** @returns the sum of the absolute inputs */
  #pass(at: number, step: number, shift: number, into: Float64Array | Int32Array): number {
    const work = this.#work;
    const x0 = work[at]!;
    const x1 = work[at + step]!;
    const x2 = work[at + 2 * step]!;
    const x3 = work[at + 3 * step]!;
    const x4 = work[at + 4 * step]!;
    const x5 = work[at + 5 * step]!;
    const x6 = work[at + 6 * step]!;
    const x7 = work[at + 7 * step]!;

    const turned = (x2 + x6) * f0541;
    const low = turned - x6 * f1847;
    const high = turned + x2 * f0765;
    const sum = (x0 + x4) * 2 ** constantBits;
    const difference = (x0 - x4) * 2 ** constantBits;
    const even0 = sum + high;
    const even1 = difference + low;
    const even2 = difference - low;
    const even3 = sum - high;

    const both = (x7 + x3 + x5 + x1) * f1175;
    const p71 = -(x7 + x1) * f0899;
    const p53 = -(x5 + x3) * f2562;
    const p73 = both - (x7 + x3) * f1961;
    const p51 = both - (x5 + x1) * f0390;
    const odd3 = x7 * f0298 + p71 + p73;
    const odd2 = x5 * f2053 + p53 + p51;
    const odd1 = x3 * f3072 + p53 + p73;
    const odd0 = x1 * f1501 + p71 + p51;

    const half = 2 ** (shift - 1);
    into[at] = (even0 + odd0 + half) >> shift;
    into[at + 7 * step] = (even0 - odd0 + half) >> shift;
    into[at + step] = (even1 + odd1 + half) >> shift;
    into[at + 6 * step] = (even1 - odd1 + half) >> shift;
    into[at + 2 * step] = (even2 + odd2 + half) >> shift;
    into[at + 5 * step] = (even2 - odd2 + half) >> shift;
    into[at + 3 * step] = (even3 + odd3 + half) >> shift;
    into[at + 4 * step] = (even3 - odd3 + half) >> shift;
    const [a, b, c, d] = [Math.abs(x0), Math.abs(x1), Math.abs(x2), Math.abs(x3)];
    return a + b + c + d + Math.abs(x4) + Math.abs(x5) + Math.abs(x6) + Math.abs(x7);
  }
}
