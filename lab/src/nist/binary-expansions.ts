import { BitSequence } from "./bit-sequence.ts";

/**
 * The first bits of a number's binary expansion from its leading one on, as NIST's published answers
 * take them: 11.001… of pi, 1.0110… of the square root of 2.
 */
export type BinaryExpansion = (bits: number) => BitSequence;

// What sums and roots lose at the end.
const guardBits = 64n;

function expansion(fixedPoint: (fractionBits: bigint) => bigint): BinaryExpansion {
  return (bits) => {
    const value = fixedPoint(BigInt(bits) + guardBits);
    const digits = value.toString(16);
    const surplus = BigInt(Math.clz32(Number.parseInt(digits[0]!, 16)) - 28);
    const packed = (value << surplus).toString(16).slice(0, 2 * Math.ceil(bits / 8));
    return new BitSequence(
      Uint8Array.from(packed.match(/../g)!, (pair) => Number.parseInt(pair, 16)),
      bits,
    );
  };
}

/** A part of a series: the sum's numerator and denominator, and the product of its ratios. */
interface Split {
  readonly p: bigint;
  readonly q: bigint;
  readonly t: bigint;
}

function split(first: number, end: number, term: (k: number) => Split): Split {
  if (end - first === 1) return term(first);
  const middle = (first + end) >> 1;
  const [left, right] = [split(first, middle, term), split(middle, end, term)];
  return {
    p: left.p * right.p,
    q: left.q * right.q,
    t: right.q * left.t + left.p * right.t,
  };
}

// One term of Chudnovsky's series gives 47 bits.
const chudnovskyBits = 47;

export const pi: BinaryExpansion = expansion((fractionBits) => {
  const terms = Math.ceil(Number(fractionBits) / chudnovskyBits) + 1;
  const { q, t } = split(0, terms, (index) => {
    const k = BigInt(index);
    const p = k === 0n ? 1n : -(6n * k - 5n) * (2n * k - 1n) * (6n * k - 1n);
    const ratio = k === 0n ? 1n : (k ** 3n * 640_320n ** 3n) / 24n;
    return { p, q: ratio, t: p * (13_591_409n + 545_140_134n * k) };
  });
  const root = squareRoot(10_005n << (2n * fractionBits));
  return (426_880n * root * q) / t;
});

/** Sum of 1/k!; the factorial of the number of terms exceeds the precision. */
export const e: BinaryExpansion = expansion((fractionBits) => {
  let terms = 2;
  for (let bits = 0; bits < Number(fractionBits); terms++) bits += Math.log2(terms);
  const { q, t } = split(1, terms, (k) => ({ p: 1n, q: BigInt(k), t: 1n }));
  return ((q + t) << fractionBits) / q;
});

export const squareRootOf2: BinaryExpansion = expansion((bits) => squareRoot(2n << (2n * bits)));
export const squareRootOf3: BinaryExpansion = expansion((bits) => squareRoot(3n << (2n * bits)));

/** Integer part of the root: Newton's iteration from the root of the upper half of the digits. */
function squareRoot(value: bigint): bigint {
  const size = BigInt(4 * value.toString(16).length);
  if (size <= 48n) return BigInt(Math.floor(Math.sqrt(Number(value))));
  const half = (size / 4n) & ~1n;
  let root = (squareRoot(value >> half) + 1n) << (half / 2n);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
