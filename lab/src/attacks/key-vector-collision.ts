import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { defaultShape, readWeights, seedWeights } from "neuroveil/internal/hybrid-first";
import type { Random } from "../random/random.ts";
import type { Attack } from "./attack.ts";
import { firstHybrid } from "./hybrid-tile.ts";

const [columns, rows] = [32, 8];
/** Rows whose residuals meet in one pooled vector: the later one counts once, the earlier five times. */
const [first, second, factor] = [1, 5, 5];
const pairs = 20;

/**
 * A key vector that depends on the image through a public linear sum alone (docs/hybrid-first.md, "How it
 * falls", 4): a change of one row of the causal residual is taken back four rows later.
 */
export const keyVectorCollision: Attack = {
  id: "key-vector-collision",
  question: "Can two different images be made that have the same key vector under every key?",
  source: "finding 4 on this project's first hybrid ciphers, November 2026; docs/hybrid-first.md",
  setting: "nonce-reused",
  needs: ["chosen images"],
  controls: { falls: "cnn-only-first", stands: firstHybrid },
  inapplicable: ({ keyVectorBytes }) => (keyVectorBytes === 0 ? "it has no key vector" : undefined),
  async run(oracle, { random, onProgress }) {
    const { causal } = readWeights(await publicWeights(oracle.cipher)).convolution;
    let successes = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const words = Uint16Array.from({ length: columns * rows }, () => random.below(1 << 16));
      const [a, b] = [words, collide(words, causal, random)];
      const vectors = [];
      for (const plane of [a, b])
        vectors.push((await oracle.encrypt(imageOf(plane))).keyVector.join());
      if (vectors[0] === vectors[1]) successes++;
      onProgress?.((pair + 1) / pairs);
    }
    return {
      successes,
      trials: pairs,
      // Of a key vector of four bytes; those that there are have more.
      chance: 2 ** -32,
      sentence: `${pairs} pairs of images were made that differ and leave the pooled sum as it is`,
    };
  },
};

/** Of the two hybrid ciphers; any other is tried with the taps of the first of them. */
async function publicWeights({ id }: Cipher): Promise<Uint8Array> {
  return id === "cnn-only-first"
    ? await seedWeights("neuroveil cnn-only 1", { ...defaultShape, lstmLayers: 0 })
    : await seedWeights("neuroveil hybrid 1");
}

/** Another plane with the same pooled residuals. */
function collide(plane: Uint16Array, taps: ArrayLike<number>, random: Random): Uint16Array {
  const residual = new Uint16Array(plane.length);
  for (let i = 0; i < plane.length; i++) residual[i] = plane[i]! + filtered(plane, i, taps);
  const column = random.below(columns);
  const change = 1 + random.below(0xffff);
  residual[first * columns + column]! += change;
  residual[second * columns + column]! -= factor * change;
  // Words follow one after the other, since each is filtered from earlier ones.
  const other = new Uint16Array(plane.length);
  for (let i = 0; i < plane.length; i++) other[i] = residual[i]! - filtered(other, i, taps);
  return other;
}

/** φ of five earlier words: up-left, up, up-right, left, left of left. */
function filtered(plane: Uint16Array, index: number, taps: ArrayLike<number>): number {
  const column = index % columns;
  const at = (up: number, right: number): number => {
    const inside = column + right >= 0 && column + right < columns && index >= up * columns;
    return inside ? plane[index - up * columns + right]! : 0;
  };
  const places = [at(1, -1), at(1, 0), at(1, 1), at(0, -1), at(0, -2)];
  const s = places.reduce((sum, word, i) => sum + Math.imul(taps[i]!, word), 0);
  const y = Math.imul(s, 2 * s + 1) & 0xffff;
  return ((y << 8) | (y >>> 8)) & 0xffff;
}

function imageOf(plane: Uint16Array): Image {
  const data = new Uint8Array(2 * plane.length);
  plane.forEach((word, i) => data.set([word, word >>> 8], 2 * i));
  const shape = { width: 2 * columns, height: rows, channels: 1, bits: 8 } as const;
  return { ...shape, colour: "gray", data, metadata: {} };
}
