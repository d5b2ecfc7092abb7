import { linearComplexity } from "../nist/berlekamp-massey.ts";
import { smallestOf } from "../statistics/several.ts";
import type { ByteLanes, Masks } from "./byte-lanes.ts";
import { judged, type Metric, type Test } from "./metric.ts";

/** Bits of a sequence: enough for registers of four hundred bits. */
const mostBits = 1024;
const fewestBits = 128;
/** Once more: what a register of 19,937 bits takes, that of the Mersenne Twister. */
const longBits = 40_000;

/**
 * The share of all sequences of `length` bits that have so small a linear complexity or a smaller one:
 * 2^(2L - 1) have complexity L up to half their length, and one has none (Rueppel, Analysis and Design
 * of Stream Ciphers, 1986).
 */
export function smallComplexityP(complexity: number, length: number): number {
  if (2 * complexity >= length) return 1;
  return (2 * 2 ** (2 * complexity - length) + 2 ** -length) / 3;
}

/** One bit of every `step`-th byte. */
function bitsOf(data: Uint8Array, plane: number, step: number, most: number): Uint8Array {
  const length = Math.min(most, Math.ceil(data.length / step));
  return Uint8Array.from({ length }, (_, i) => (data[i * step]! >> plane) & 1);
}

/** Short sequences of every plane. */
function shortSequences({ data, lanes, levels }: ByteLanes): readonly Uint8Array[] {
  const steps = [...new Set([1, lanes, 4])];
  const planes = Array.from({ length: Math.log2(levels) }, (_, plane) => plane);
  return steps.flatMap((step) => planes.map((plane) => bitsOf(data, plane, step, mostBits)));
}

/** A long one of the lowest plane, which both masks share. */
function longSequences({ data }: ByteLanes): readonly Uint8Array[] {
  const step = data.length >= 4 * longBits ? 4 : 1;
  return data.length < longBits ? [] : [bitsOf(data, 0, step, longBits)];
}

function smallestTest(id: string, { exclusiveOr, difference }: Masks): readonly Test[] {
  const found = [exclusiveOr, difference]
    .flatMap(shortSequences)
    .concat(longSequences(exclusiveOr))
    .filter(({ length }) => length >= fewestBits)
    .map((bits) => {
      const complexity = linearComplexity(bits, 0, bits.length);
      return { complexity, n: bits.length, p: smallComplexityP(complexity, bits.length) };
    });
  const [first, ...rest] = found;
  if (first === undefined) return [];
  const { complexity, n, p } = rest.reduce(
    (least, each) => (each.p < least.p ? each : least),
    first,
  );
  const tried = found.length;
  return [
    {
      id,
      value: complexity,
      expected: n / 2,
      n,
      p: smallestOf(p, tried),
      leastP: smallestOf(smallComplexityP(0, n), tried),
      // 2^(2L - n) · 2/3 is the level of each.
      limits: (level) => ({ low: Math.ceil((n + Math.log2((1.5 * level) / tried)) / 2) }),
    },
  ];
}

/**
 * Length of the shortest linear feedback shift register that gives the bits of the mask: half their
 * number, or nearly, where they are random.
 */
export const maskLinearComplexity: Metric = judged({
  subject: "masks",
  notes: [
    {
      id: "mask-linear-complexity",
      meaning: "Shortest shift register that gives the bits of the mask, if there was one.",
    },
  ],
  measure: (masks) => smallestTest("mask-linear-complexity", masks),
});
