import type { Image } from "neuroveil/image";
import { BitCounts } from "./bit-counts.ts";
import { byteLanes, spreadRows } from "./byte-lanes.ts";
import { excerptOf, type Excerpt } from "./excerpt.ts";
import { JointHistogram } from "./joint-histogram.ts";

/** Cipher images of which lanes are compared with each other: they are many pairs. */
const comparedImages = 8;

/**
 * Cipher images of one plain image, each under a nonce or a key of its own, added up: what leaks a little in
 * every image shows in their sum. Of large images, rows that are spread evenly over them.
 */
export class Encryptions {
  /** Values that a byte can have. */
  readonly levels: number;
  /** Bytes of the plain and the cipher images, lane by lane. */
  readonly beside: readonly JointHistogram[];
  /** Of a lane of the plain image and another one of the cipher image, every two. */
  readonly besideOthers: readonly JointHistogram[];
  /** Of two lanes of the cipher image, every two. */
  readonly lanePairs: readonly JointHistogram[];
  /** Histograms of sums of three lanes of the cipher image: what two of them do not show. */
  readonly laneTriples: readonly LaneTriple[];
  /** How often every bit is set. */
  readonly places: BitCounts;
  /** Of every image: how many bits are set in each plane, lane by lane from the lowest bit on. */
  readonly ones: Uint32Array[] = [];
  readonly #rows: RowGatherer;
  readonly #plain: Uint8Array;
  readonly #lanes: number;
  readonly #pairs: readonly (readonly [first: number, second: number])[];

  constructor(plain: Image) {
    const { lanes, levels } = byteLanes(plain);
    this.levels = levels;
    this.#lanes = lanes;
    this.#rows = new RowGatherer(plain);
    this.#plain = this.#rows.gather(plain.data).slice();
    this.places = new BitCounts(this.#plain.length);
    this.beside = Array.from({ length: lanes }, () => new JointHistogram());
    this.#pairs = pairsBelow(lanes);
    this.lanePairs = this.#pairs.map(() => new JointHistogram());
    this.laneTriples = triplesBelow(lanes).map((triple) => new LaneTriple(triple));
    this.besideOthers = [...this.#pairs, ...this.#pairs].map(() => new JointHistogram());
  }

  /** Bytes of a lane that are taken of each image. */
  get laneBytes(): number {
    return this.#plain.length / this.#lanes;
  }

  add(cipher: Image): this {
    const bytes = this.#rows.gather(cipher.data);
    for (const [lane, counts] of this.beside.entries())
      counts.add(this.#plain, bytes, { start: lane, step: this.#lanes });
    if (this.ones.length < comparedImages) this.#addLanePairs(bytes);
    this.ones.push(planeOnes(bytes, this.#lanes));
    this.places.add(this.#rows.words);
    return this;
  }

  #addLanePairs(bytes: Uint8Array): void {
    const half = this.#pairs.length;
    for (const [i, [first, second]] of this.#pairs.entries()) {
      const up = { start: first, step: this.#lanes, lag: second - first };
      this.lanePairs[i]!.add(bytes, bytes, up);
      this.besideOthers[i]!.add(this.#plain, bytes, up);
      this.besideOthers[half + i]!.add(this.#plain, bytes, {
        start: second,
        step: this.#lanes,
        lag: first - second,
      });
    }
    for (const triple of this.laneTriples) triple.add(bytes, this.#lanes);
  }
}

/** Every two numbers below `count`, the smaller one first. */
function pairsBelow(count: number): readonly (readonly [first: number, second: number])[] {
  return Array.from({ length: count }, (_, second) =>
    Array.from({ length: second }, (_, first) => [first, second] as const),
  ).flat();
}

/** Every three numbers below `count`, in order. */
function triplesBelow(count: number): readonly (readonly [number, number, number])[] {
  return pairsBelow(count).flatMap(([first, second]) =>
    Array.from({ length: count - second - 1 }, (_, i) => [first, second, second + 1 + i] as const),
  );
}

/** Three lanes of cipher images at the same places. */
export class LaneTriple {
  /** Of the exclusive or, the sum, and the sums in which one is taken off. */
  readonly histograms: readonly Uint32Array[] = Array.from(
    { length: 5 },
    () => new Uint32Array(256),
  );
  readonly #lanes: readonly [number, number, number];

  constructor(lanes: readonly [number, number, number]) {
    this.#lanes = lanes;
  }

  add(bytes: Uint8Array, lanes: number): void {
    const [xor, all, withoutA, withoutB, withoutC] = this.histograms as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
    const [first, second, third] = this.#lanes;
    for (let i = 0; i < bytes.length; i += lanes) {
      const [a, b, c] = [bytes[i + first]!, bytes[i + second]!, bytes[i + third]!];
      xor[a ^ b ^ c]!++;
      all[(a + b + c) & 255]!++;
      withoutA[(b + c - a) & 255]!++;
      withoutB[(a + c - b) & 255]!++;
      withoutC[(a + b - c) & 255]!++;
    }
  }
}

/** Pairs of cipher images whose plain images differ in one sample, at a fixed key and nonce. */
export class BitChanges {
  /** How often every bit changes. */
  readonly places: BitCounts;
  /** Of the first image of every pair. */
  readonly excerpts: Excerpt[] = [];
  readonly #before: RowGatherer;
  readonly #after: RowGatherer;
  readonly #lanes: number;

  constructor(shape: Image) {
    this.#lanes = byteLanes(shape).lanes;
    this.#before = new RowGatherer(shape);
    this.#after = new RowGatherer(shape);
    this.places = new BitCounts(this.#before.length);
  }

  add(before: Image, after: Image): this {
    this.excerpts.push(excerptOf(this.#before.gather(before.data), this.#lanes));
    this.#after.gather(after.data);
    const [one, other] = [this.#before.words, this.#after.words];
    for (let i = 0; i < one.length; i++) one[i]! ^= other[i]!;
    this.places.add(one);
    return this;
  }
}

/** Copies the same rows out of one image after another. */
class RowGatherer {
  /** Bytes of the rows together. */
  readonly length: number;
  /** The rows last gathered, four bytes a word. */
  readonly words: Int32Array;
  readonly #rows: readonly (readonly [start: number, end: number])[];
  readonly #bytes: Uint8Array;

  constructor(shape: Image) {
    this.#rows = spreadRows(shape);
    this.length = this.#rows.reduce((sum, [start, end]) => sum + end - start, 0);
    const buffer = new ArrayBuffer(4 * Math.ceil(this.length / 4));
    this.words = new Int32Array(buffer);
    this.#bytes = new Uint8Array(buffer, 0, this.length);
  }

  /** The rows, until those of the next image take their place. */
  gather(data: Uint8Array): Uint8Array {
    let at = 0;
    for (const [start, end] of this.#rows) {
      this.#bytes.set(data.subarray(start, end), at);
      at += end - start;
    }
    return this.#bytes;
  }
}

function planeOnes(bytes: Uint8Array, lanes: number): Uint32Array {
  const ones = new Uint32Array(8 * lanes);
  for (let lane = 0; lane < lanes; lane++) {
    const counts = new Uint32Array(256);
    for (let i = lane; i < bytes.length; i += lanes) counts[bytes[i]!]!++;
    for (const [value, count] of counts.entries())
      for (let bit = 0; bit < 8; bit++) if ((value >> bit) & 1) ones[8 * lane + bit]! += count;
  }
  return ones;
}
