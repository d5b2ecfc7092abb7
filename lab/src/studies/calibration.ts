import type { Cipher } from "neuroveil/ciphers";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { baselines } from "../baselines/list.ts";
import { drawScene } from "../datasets/scene.ts";
import { idealImages, next } from "../ideal-images.ts";
import { photographOf, type Channels } from "./photographs.ts";

/** Images that ideal ciphers are analysed on. */
export interface CalibrationShape {
  /** Width and height in pixels. */
  readonly side: number;
  readonly channels: Channels;
  readonly bits: 8 | 16;
  /** Places at which a sample is changed. */
  readonly positions: number;
  /** With one, wrong keys are refused; without, they decrypt. */
  readonly keyVectorBytes: 0 | 32;
  /** How many blocks of 50 analyses. */
  readonly blocks: number;
}

/** Analyses that are counted together. */
const blockTrials = 50;

/** Small images of every kind; those of 48 places judge single bits, too. */
export const calibrationShapes: readonly CalibrationShape[] = [
  { side: 28, channels: 1, bits: 8, positions: 16, keyVectorBytes: 0, blocks: 50 },
  { side: 64, channels: 1, bits: 8, positions: 48, keyVectorBytes: 32, blocks: 14 },
  { side: 64, channels: 1, bits: 16, positions: 16, keyVectorBytes: 0, blocks: 8 },
  { side: 32, channels: 3, bits: 8, positions: 16, keyVectorBytes: 0, blocks: 12 },
  { side: 64, channels: 3, bits: 8, positions: 16, keyVectorBytes: 32, blocks: 10 },
  { side: 64, channels: 4, bits: 8, positions: 16, keyVectorBytes: 0, blocks: 6 },
];

/** Levels at which p-values are counted, and how many were below each. */
export const countedLevels = [0.05, 0.01, 0.001] as const;
export type Counts = readonly [tests: number, ...below: readonly number[]];

/** Behind the id of a metric of single channels. */
export const byChannel = ", by channel";

/** What a block of analyses found. */
export interface CalibrationCounts {
  readonly analyses: number;
  /** By the id of a metric, that of single channels with {@link byChannel} behind it. */
  readonly tests: Readonly<Record<string, Counts>>;
  /** Whole families, by their smallest adjusted p-value. */
  readonly families: Counts;
}

/** A name for a shape, as in "64×64 RGBA". */
export function shapeName({ side, channels, bits }: CalibrationShape): string {
  const colour = { 1: "gray", 3: "RGB", 4: "RGBA" }[channels];
  return `${side}×${side} ${colour}${bits > 8 ? `, ${bits} bits` : ""}`;
}

/** Analyses {@link blockTrials} ideal ciphers: the same ones for the same shape and number. */
export async function calibrationBlock(
  shape: CalibrationShape,
  block: number,
): Promise<CalibrationCounts> {
  const { side, channels, bits, positions } = shape;
  const seed = 1000 * (calibrationShapes.indexOf(shape) + 1) + block;
  const image = photographOf(drawScene(block, 2 * side), side, channels, bits);
  const cipher = idealCipher(shape, seed);
  const tests: Record<string, number[]> = {};
  const families = countedLevels.map(() => 0);
  for (let trial = 0; trial < blockTrials; trial++) {
    // All that is drawn from the key is drawn anew.
    const key = new Uint8Array(cipher.nativeKey.bytes);
    new DataView(key.buffer).setUint32(0, blockTrials * seed + trial);
    const { metrics } = await analyzeCipher(cipher, image, { key, positions, threads: 1 });
    const judged = metrics.filter(({ verdict }) => verdict !== "info");
    for (const { id, channel, p } of judged) {
      // All channels together vary with each of them, which among themselves are independent.
      const name = channel === undefined ? id : `${id}${byChannel}`;
      const counts = (tests[name] ??= [0, ...countedLevels.map(() => 0)]);
      counts[0]!++;
      for (const [i, level] of countedLevels.entries()) if (p! < level) counts[i + 1]!++;
    }
    const least = Math.min(1, ...judged.map(({ adjusted }) => adjusted!));
    for (const [i, level] of countedLevels.entries()) if (least < level) families[i]!++;
  }
  return {
    analyses: blockTrials,
    tests: tests as unknown as Record<string, Counts>,
    families: [blockTrials, ...families],
  };
}

/** Encrypts and decrypts to a fresh ideal image every time, with a key vector as fresh. */
function idealCipher(
  { side, channels, bits, keyVectorBytes }: CalibrationShape,
  seed: number,
): Cipher {
  const images = idealImages(seed, { width: side, height: side, channels, bits });
  // The middle of the image that keys are tried on is no larger than the image.
  const replace = ({ data }: { readonly data: Uint8Array }): Promise<Uint8Array> => {
    data.set(next(images).data.subarray(0, data.length));
    return Promise.resolve(next(images).data.slice(0, keyVectorBytes));
  };
  const aes = baselines.find(({ id }) => id === "aes-256-ctr")!;
  return { ...aes, id: "ideal", keyVectorBytes, encrypt: replace, decrypt: replace };
}

/** Counts of several blocks together. */
export function addCounts(blocks: readonly CalibrationCounts[]): CalibrationCounts {
  const tests: Record<string, Counts> = {};
  const add = (a: Counts, b: Counts): Counts => a.map((count, i) => count + b[i]!) as never;
  for (const block of blocks)
    for (const [id, counts] of Object.entries(block.tests))
      tests[id] = tests[id] === undefined ? counts : add(tests[id], counts);
  return {
    analyses: blocks.reduce((sum, { analyses }) => sum + analyses, 0),
    tests,
    families: blocks.map(({ families }) => families).reduce(add),
  };
}
