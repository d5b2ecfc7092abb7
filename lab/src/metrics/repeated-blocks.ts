import { byteLanes, type ByteLanes, type Masks } from "./byte-lanes.ts";
import { judged, type Metric, type Test } from "./metric.ts";

/** Blocks of this many bits and more; shorter ones where an image has fewer pairs of them. */
const shortest = 64;
/** Chance that any block of random bytes occurs twice. */
const chance = 1e-9;
/** Blocks kept for comparison at the most: of larger images, those with a certain hash. */
const mostKept = 2 ** 18;

/** How neighbouring bytes are compared. */
type Step = (before: number, after: number) => number;

const exclusiveOr: Step = (before, after) => before ^ after;
const difference: Step = (before, after) => (after - before) & 255;

/**
 * How many blocks occur again, at whatever place of whatever lane. What is compared are the steps
 * between neighbours of a lane, so that a block is found too where a constant was added to it.
 */
function repeats({ data, lanes }: ByteLanes, length: number, step: Step): number {
  const perLane = data.length / lanes;
  const blocks = lanes * Math.max(0, perLane - length);
  if (blocks <= 0) return 0;
  const steps = new Uint8Array(data.length);
  for (let lane = 0; lane < lanes; lane++)
    for (let i = 1; i < perLane; i++) {
      const at = lane + i * lanes;
      steps[lane * perLane + i] = step(data[at - lanes]!, data[at]!);
    }
  const table = new BlockTable(steps, length, Math.min(blocks, mostKept));
  // Evenly spread hashes: the smallest ones are so many.
  const limit = (mostKept / blocks) * 2 ** 32;
  let found = 0;
  for (let lane = 0; lane < lanes; lane++) {
    const [start, end] = [lane * perLane + 1, (lane + 1) * perLane];
    let hash = 0;
    for (let i = start; i < end; i++) {
      hash = Math.imul(hash, factor) + steps[i]! + 1;
      if (i >= start + length) hash -= Math.imul(table.leading, steps[i - length]! + 1);
      if (i + 1 < start + length) continue;
      const mixed = mix(hash);
      if (mixed >= limit) continue;
      if (table.seen(i + 1 - length, mixed)) found++;
    }
  }
  return found;
}

// A polynomial rolling hash modulo 2^32; an odd factor keeps all of its digits.
const factor = 0x01000193;

/** A hash of which all digits depend on all (finaliser of MurmurHash3). */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The blocks seen so far, each by the place of its first occurrence. */
class BlockTable {
  /** Weight of a block's first byte once the block has moved past it. */
  readonly leading: number;
  readonly #steps: Uint8Array;
  readonly #length: number;
  readonly #places: Int32Array;
  readonly #mask: number;
  /** Blocks that can still be kept: a hash that is known can be made small on purpose. */
  #room: number;

  constructor(steps: Uint8Array, length: number, blocks: number) {
    this.#steps = steps;
    this.#length = length;
    const size = 2 ** Math.ceil(Math.log2(2 * blocks));
    this.#places = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    this.#room = size - 1;
    let leading = 1;
    for (let i = 0; i < length; i++) leading = Math.imul(leading, factor);
    this.leading = leading;
  }

  /** Whether the block at `place` was there before; else it is from now on. */
  seen(place: number, hash: number): boolean {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const other = this.#places[slot]!;
      if (other < 0) {
        if (this.#room-- > 0) this.#places[slot] = place;
        return false;
      }
      if (this.#equal(other, place)) return true;
    }
  }

  #equal(a: number, b: number): boolean {
    for (let i = 0; i < this.#length; i++)
      if (this.#steps[a + i] !== this.#steps[b + i]) return false;
    return true;
  }
}

/** Blocks so long that none of them is to be expected twice in so many random bytes. */
function blockLength(bytes: number, levels: number): number {
  const bits = Math.log2(levels);
  return Math.ceil(Math.max(shortest, 2 * Math.log2(bytes) - Math.log2(2 * chance)) / bits);
}

/**
 * Blocks that occur again. Random bytes have none; any is as unlikely as the number of pairs of blocks
 * over the number of different blocks.
 */
function repeatedBlocksTest(
  id: string,
  streams: readonly { readonly bytes: ByteLanes; readonly step: Step }[],
): readonly Test[] {
  const { bytes } = streams[0]!;
  const n = bytes.data.length;
  const length = blockLength(n, bytes.levels);
  if (n / bytes.lanes < 2 * length) return [];
  const value = streams.reduce((sum, each) => sum + repeats(each.bytes, length, each.step), 0);
  const pairs = (streams.length * n * (n - 1)) / 2;
  const unlikely = pairs * bytes.levels ** -length;
  return [
    { id, value, n, p: value === 0 ? 1 : unlikely, leastP: unlikely, limits: () => ({ high: 0 }) },
  ];
}

/** Those of a cipher image. */
export function repeatedBlocksOf(id: string, bytes: ByteLanes): readonly Test[] {
  return repeatedBlocksTest(id, [{ bytes, step: difference }]);
}

export const repeatedBlocks: Metric = judged({
  subject: "cipherImage",
  notes: [
    {
      id: "repeated-blocks",
      meaning: "Blocks of 8 samples and more that occur again, a constant added or not.",
    },
  ],
  measure: (image) => repeatedBlocksOf("repeated-blocks", byteLanes(image)),
});

/** One mask at two places of two images: nonces that only say where a keystream begins. */
export const maskReuse: Metric = judged({
  subject: "sameKeyMasks",
  notes: [
    {
      id: "mask-reuse",
      meaning:
        "Blocks of the masks of several images under one key that occur again in another one.",
    },
  ],
  measure: (masks) => {
    const together = (kind: keyof Masks): ByteLanes => {
      const first = masks[0]![kind];
      const data = new Uint8Array(masks.reduce((sum, mask) => sum + mask[kind].data.length, 0));
      let at = 0;
      for (const mask of masks) {
        data.set(mask[kind].data, at);
        at += mask[kind].data.length;
      }
      return { ...first, data };
    };
    return repeatedBlocksTest("mask-reuse", [
      { bytes: together("exclusiveOr"), step: exclusiveOr },
      { bytes: together("difference"), step: difference },
    ]);
  },
});

export const maskRepeatedBlocks: Metric = judged({
  subject: "masks",
  notes: [{ id: "mask-repeated-blocks", meaning: "The same in the mask, if there was one." }],
  measure: (masks) =>
    repeatedBlocksTest("mask-repeated-blocks", [
      { bytes: masks.exclusiveOr, step: exclusiveOr },
      { bytes: masks.difference, step: difference },
    ]),
});
