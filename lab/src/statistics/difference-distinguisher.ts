import { NeuroveilError } from "neuroveil/errors";
import { binomialTails } from "./binomial.ts";
import { familyWise } from "./family-wise.ts";
import { twoSided } from "./tails.ts";

/** How often a finite difference of one lane is small. */
export interface DifferenceShare {
  /** Every how many bytes the lane takes one; 1: the whole stream. */
  readonly stride: number;
  /** Which byte the lane begins with, 0 to `stride` - 1. */
  readonly lane: number;
  /** k of the k-th difference. */
  readonly order: number;
  /** Share of differences from -32 to 32 modulo 256; 65/256 = 0.254 of random bytes. */
  readonly value: number;
  /** Differences that were counted. */
  readonly n: number;
  /** Two-sided, exact. */
  readonly p: number;
  /** Holm-adjusted over all lanes and orders: rejected where below `alpha`. */
  readonly adjusted: number;
}

/** What the difference distinguisher found. */
export interface DifferenceVerdict {
  readonly expected: number;
  /** By stride, lane and order. */
  readonly shares: readonly DifferenceShare[];
  /** The share farthest from the expected one, in standard deviations. */
  readonly strongest: DifferenceShare;
  /** Level of the family. */
  readonly alpha: number;
  /** Whether nothing is rejected. */
  readonly pass: boolean;
}

/** How the bytes are looked at. */
export interface DifferenceSettings {
  /**
   * Which distances between bytes to take, each 1 to 8: a generator that gives d coordinates in turn
   * shows at stride d. Default 1 only.
   */
  readonly strides?: readonly number[];
  /** Level of the family, default 0.001. */
  readonly alpha?: number;
}

const orders = 10;
const longestStride = 8;
const small = 32;
const smallValues = 2 * small + 1;
const expected = smallValues / 256;

/**
 * Tells bytes that are samples of a smooth curve from random ones. A byte taken from the low digits of
 * a chaotic flow at every step of integration looks random; its k-th difference modulo 256 is that of
 * the curve, h^k x^(k) scaled, which is small once k is large enough (usually 5 to 9). Entropy,
 * chi-square and correlation of neighbours see nothing of it.
 *
 * Of random bytes the k-th differences are random bytes again, independent of each other, because each
 * brings in one new byte with coefficient 1: so the counts are exactly binomial.
 *
 * @throws {NeuroveilError} "usage" for strides outside 1 to 8, or none; "input" for bytes that leave a
 *   lane no tenth difference
 * @example
 * const { pass, strongest } = differenceDistinguisher(keystream, { strides: [1, 2, 3, 4] });
 */
export function differenceDistinguisher(
  bytes: Uint8Array,
  settings: DifferenceSettings = {},
): DifferenceVerdict {
  const { strides = [1], alpha } = settings;
  check(bytes, strides);
  const counted = strides.flatMap((stride) =>
    Array.from({ length: stride }, (_, lane) => laneShares(bytes, stride, lane)).flat(),
  );
  const family = familyWise(
    counted.map(({ p }) => p),
    alpha,
  );
  const shares = counted.map((share, i) => Object.assign(share, { adjusted: family.adjusted[i]! }));
  const strongest = shares.reduce((far, share) => (distance(share) > distance(far) ? share : far));
  return { expected, shares, strongest, alpha: family.alpha, pass: family.pass };
}

/** In units that all shares have alike. P-values beyond a double's range could not tell. */
function distance({ value, n }: DifferenceShare): number {
  return Math.abs(value - expected) * Math.sqrt(n);
}

function laneShares(
  bytes: Uint8Array,
  stride: number,
  lane: number,
): Omit<DifferenceShare, "adjusted">[] {
  const differences = Uint8Array.from(
    { length: Math.ceil((bytes.length - lane) / stride) },
    (_, i) => bytes[lane + i * stride]!,
  );
  return Array.from({ length: orders }, (_, i) => {
    const order = i + 1;
    const n = differences.length - order;
    let count = 0;
    for (let at = 0; at < n; at++) {
      const difference = (differences[at + 1]! - differences[at]!) & 255;
      differences[at] = difference;
      if (((difference + small) & 255) < smallValues) count++;
    }
    const p = twoSided(binomialTails(count, n, expected));
    return { stride, lane, order, value: count / n, n, p };
  });
}

function check(bytes: Uint8Array, strides: readonly number[]): void {
  if (
    strides.length === 0 ||
    strides.some((stride) => !Number.isInteger(stride) || stride < 1 || stride > longestStride)
  )
    throw new NeuroveilError("usage", {
      of: '"strides"',
      expected: `whole numbers from 1 to ${longestStride}, one or more`,
      got: `[${strides.join(", ")}]`,
    });
  const least = Math.max(...strides) * (orders + 1);
  if (bytes.length < least)
    throw new NeuroveilError("input", {
      of: '"bytes"',
      expected: `${least} or more for a tenth difference in every lane`,
      got: bytes.length,
    });
}
