import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import { fillsForMany, histogramTest, pearsonStatistic } from "./histogram-test.ts";
import { judged, type Metric, type Test } from "./metric.ts";

/** The key vectors of an analysis, and what they must not hold. */
export interface KeyVectors {
  /** Of images that differ in a sample or two, under one key and nonce. */
  readonly ofImages: readonly Uint8Array[];
  /** Of one image and key, each with a nonce of its own. */
  readonly ofNonces: readonly Uint8Array[];
  /** Of one image, under keys that have nothing to do with each other. */
  readonly ofKeys: readonly Uint8Array[];
  /** The plain image's bytes. */
  readonly plain: Uint8Array;
  readonly key: Uint8Array;
}

const levels = 256;

const lengthOf = ({ ofKeys }: KeyVectors): number => ofKeys[0]?.length ?? 0;

const kindsOf = ({ ofImages, ofNonces, ofKeys }: KeyVectors): readonly (readonly Uint8Array[])[] =>
  [ofImages, ofNonces, ofKeys].filter(({ length }) => length > 1);

export const keyVectorHistogram: Metric = judged({
  subject: "keyVectors",
  notes: [{ id: "key-vector-histogram", meaning: "How uneven the bytes of all key vectors are." }],
  measure: (seen) => {
    const counts = new Uint32Array(levels);
    for (const vector of kindsOf(seen).flat()) for (const byte of vector) counts[byte]!++;
    const n = counts.reduce((sum, count) => sum + count, 0);
    if (!fillsForMany(n, levels)) return [];
    return [histogramTest("key-vector-histogram", [pearsonStatistic(counts, levels)], levels, n)];
  },
});

/** Bits that never move: with the image, with the nonce, or with the key. */
export const keyVectorStuck: Metric = judged({
  subject: "keyVectors",
  notes: [
    {
      id: "key-vector-stuck-bits",
      meaning: "Bits of the key vector that are the same for all images, nonces or keys.",
    },
  ],
  measure: (seen) => {
    const n = 8 * lengthOf(seen);
    const stuck = kindsOf(seen).map(stuckBits);
    if (n === 0 || stuck.length === 0) return [];
    // A single bit stays over t vectors with probability 2^(1 - t).
    const chances = stuck.map(({ vectors }) => Math.min(1, stuck.length * n * 2 ** (1 - vectors)));
    const leastP = Math.min(...chances);
    const p = Math.min(1, ...chances.filter((_, i) => stuck[i]!.bits > 0));
    const value = stuck.reduce((most, { bits }) => Math.max(most, bits), 0);
    return [{ id: "key-vector-stuck-bits", value, n, p, leastP, limits: () => ({ high: 0 }) }];
  },
});

function stuckBits(vectors: readonly Uint8Array[]): { bits: number; vectors: number } {
  const [first] = vectors as [Uint8Array];
  let bits = 0;
  for (const [i, byte] of first.entries()) {
    let moved = 0;
    for (const vector of vectors) moved |= vector[i]! ^ byte;
    for (let bit = 0; bit < 8; bit++) bits += ~(moved >> bit) & 1;
  }
  return { bits, vectors: vectors.length };
}

/** The largest number of equal bytes in any two key vectors of one kind. */
export const keyVectorAlike: Metric = judged({
  subject: "keyVectors",
  notes: [
    {
      id: "key-vector-alike",
      meaning: "Largest share of bytes that any two key vectors have alike.",
    },
  ],
  measure: (seen) => {
    const n = lengthOf(seen);
    let [most, tried] = [0, 0];
    for (const vectors of kindsOf(seen))
      for (const [i, one] of vectors.entries())
        for (const other of vectors.slice(i + 1)) {
          most = Math.max(most, equalBytes(one, other));
          tried++;
        }
    if (n === 0 || tried === 0) return [];
    return [
      {
        id: "key-vector-alike",
        value: most / n,
        n,
        p: Math.min(1, tried * binomialTails(most, n, 1 / levels).upper),
        leastP: Math.min(1, tried * levels ** -n),
        limits: (level) => ({ high: binomialQuantile(1 - level / tried, n, 1 / levels) / n }),
      },
    ];
  },
});

function equalBytes(a: Uint8Array, b: Uint8Array): number {
  let equal = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) equal++;
  return equal;
}

/** Chance that a piece of random bytes is found in the image or the key. */
const chance = 1e-9;

/** Whether a piece of a key vector stands in the plain image or in the native key. */
export const keyVectorLeak: Metric = judged({
  subject: "keyVectors",
  notes: [
    {
      id: "key-vector-leak",
      meaning: "Pieces of the key vector that stand in the plain image or in the native key.",
    },
  ],
  measure: ({ ofImages, plain, key }): readonly Test[] => {
    const [vector] = ofImages;
    if (vector === undefined) return [];
    const places = vector.length * (plain.length + key.length);
    const length = Math.ceil(Math.log2(places / chance) / 8);
    if (vector.length < length) return [];
    const pieces = piecesOf(vector, length);
    const value = occurrences(pieces, plain, length) + occurrences(pieces, key, length);
    const unlikely = Math.min(1, places * levels ** -length);
    return [
      {
        id: "key-vector-leak",
        value,
        n: vector.length,
        p: value === 0 ? 1 : unlikely,
        leastP: unlikely,
        limits: () => ({ high: 0 }),
      },
    ];
  },
});

function piecesOf(bytes: Uint8Array, length: number): ReadonlySet<string> {
  return new Set(
    Array.from({ length: bytes.length - length + 1 }, (_, i) =>
      bytes.subarray(i, i + length).join(),
    ),
  );
}

/** How many of the pieces stand somewhere in the bytes. */
function occurrences(pieces: ReadonlySet<string>, bytes: Uint8Array, length: number): number {
  const firsts = new Uint8Array(levels);
  for (const piece of pieces) firsts[Number(piece.split(",", 1)[0])] = 1;
  const found = new Set<string>();
  for (let i = 0; i + length <= bytes.length; i++) {
    if (firsts[bytes[i]!] === 0) continue;
    const piece = bytes.subarray(i, i + length).join();
    if (pieces.has(piece)) found.add(piece);
  }
  return found.size;
}
