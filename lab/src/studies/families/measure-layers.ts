import { cipherById, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherImage } from "../../analysis/cipher-image.ts";
import { toneLike } from "../../analysis/made-images.ts";
import { nativeKeyFrom } from "../../analysis/native-key.ts";
import { seededRandom } from "../../random/random.ts";
import { linearResponse } from "../../sensitivity/linear-response.ts";
import { rounded } from "./rounded.ts";

/** Equation 6, and the second-order form that ciphers use in its place. */
export interface UpdateFigures {
  /** Networks drawn. */
  readonly n: number;
  /** Least, mean and most of the states in percent that are some state's successor. */
  readonly least: number | null;
  readonly mean: number | null;
  readonly most: number | null;
  /** The same of pairs of states under X(t+1) = X(t-1) XOR F(X(t)), least. */
  readonly secondOrder: number | null;
}

/** Equation 7: what a change of one weight adds to a cipher image. */
export interface WeightFigures {
  /** Weights changed by 2, one by one. */
  readonly n: number;
  /** Least share of samples, in percent, that change by 2 times one and the same plain sample. */
  readonly linear: number | null;
  /** The same between a cipher image and one under an unrelated key: a control. */
  readonly unrelated: number | null;
}

/** Equation 8: how far a generator is from linear. */
export interface ResponseFigures {
  readonly size: number;
  /** Of linearity; null where the image does not change at all. */
  readonly residual: number | null;
  readonly gradient: number | null;
  readonly n: number;
}

const seed = 1;
/** Rows and columns of the networks whose states are all tried. */
const side = 4;
const networks = 20;

/**
 * Counts the states that a network of 4 x 4 cells with outputs of two values comes to from all 65,536
 * states by S(t+1) = f(W S(t) + U I + B), f the sign, under templates and inputs drawn.
 */
export function updateFigures(): UpdateFigures {
  const random = seededRandom(seed);
  const cells = side * side;
  const states = 2 ** cells;
  const shares: number[] = [];
  const pairs: number[] = [];
  for (let network = 0; network < networks; network++) {
    const template = Array.from({ length: 9 }, () => random.normal());
    const drive = Array.from({ length: cells }, () => random.normal());
    const next = new Uint32Array(states);
    for (let state = 0; state < states; state++) next[state] = successor(state, template, drive);
    shares.push(new Set(next).size / states);
    // Of all pairs those whose older state is one of so many: enough to meet if two could.
    const seen = new Set<number>();
    const older = 4;
    for (let past = 0; past < older; past++)
      for (let state = 0; state < states; state++)
        seen.add(state * states + ((past ^ next[state]!) >>> 0));
    pairs.push(seen.size / (older * states));
  }
  const percent = (share: number): number | null => rounded(100 * share);
  return {
    n: networks,
    least: percent(Math.min(...shares)),
    mean: percent(shares.reduce((sum, share) => sum + share, 0) / networks),
    most: percent(Math.max(...shares)),
    secondOrder: percent(Math.min(...pairs)),
  };
}

/** One step on a torus; bit i of a state is the output of cell i, 1 for +1. */
function successor(state: number, template: readonly number[], drive: readonly number[]): number {
  let next = 0;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      let sum = drive[y * side + x]!;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const cell = ((y + dy + side) % side) * side + ((x + dx + side) % side);
          sum += template[3 * dy + dx + 4]! * (((state >> cell) & 1) === 1 ? 1 : -1);
        }
      if (sum > 0) next |= 1 << (y * side + x);
    }
  return next;
}

async function encrypted(cipher: Cipher, image: Image, key: Uint8Array): Promise<Uint8Array> {
  const memory = new Uint8Array(image.data.length);
  await cipherImage(cipher, image, { key, changed: [], memory, run: { threads: 1 } });
  return memory;
}

/** Of the convolution of one layer on an image whose sides are powers of two. */
export async function weightFigures(image: Image): Promise<WeightFigures> {
  const cipher = cipherById("conv-single");
  const key = await nativeKeyFrom(cipher, Uint8Array.of(seed));
  const whole = await encrypted(cipher, image, key);
  const weights = 9;
  const shares: number[] = [];
  for (let weight = 0; weight < weights; weight++) {
    // By 2, so that the sum of the weights stays odd, without which the layer has no inverse.
    const changed = key.map((byte, i) => (i === weight ? byte + 2 : byte));
    shares.push(bestShift(image, whole, await encrypted(cipher, image, changed)));
  }
  const other = await nativeKeyFrom(cipher, Uint8Array.of(seed + 1));
  return {
    n: weights,
    linear: rounded(100 * Math.min(...shares)),
    unrelated: rounded(100 * bestShift(image, whole, await encrypted(cipher, image, other))),
  };
}

/** The largest share of samples in which two images differ by twice the plain image, moved by one step at most. */
function bestShift(image: Image, one: Uint8Array, other: Uint8Array): number {
  const { width, height, channels, data } = image;
  let best = 0;
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      let same = 0;
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          for (let c = 0; c < channels; c++) {
            const from =
              (((y + dy + height) % height) * width + ((x + dx + width) % width)) * channels + c;
            const at = (y * width + x) * channels + c;
            if (((other[at]! - one[at]!) & 255) === ((2 * data[from]!) & 255)) same++;
          }
      best = Math.max(best, same / data.length);
    }
  return best;
}

/** Lengths of the change of z, in steps of a byte. */
const sizes = [8, 16, 64];

/**
 * Of a cipher whose native key is z, byte by byte: its cipher image of zeros as a function of z. Images
 * add modulo 256, so that differences are taken the short way round: those of independent images are
 * independent then, and their residual is 1.
 */
export async function responseFigures(
  cipher: Cipher,
  image: Image,
): Promise<readonly ResponseFigures[]> {
  const black = toneLike(image, 0);
  const key = await nativeKeyFrom(cipher, Uint8Array.of(seed));
  const centre = await encrypted(cipher, black, key);
  const generator = async (z: Float64Array): Promise<Float64Array> => {
    const near = Uint8Array.from(z, (value) => Math.max(0, Math.min(255, Math.round(value))));
    const found = await encrypted(cipher, black, near);
    return Float64Array.from(found, (sample, i) => ((sample - centre[i]! + 384) & 255) - 128);
  };
  const found = await linearResponse(generator, Float64Array.from(key), sizes, seededRandom(seed));
  return found.map(({ size, residual, gradient, n }) => ({
    size,
    residual: residual === null ? null : rounded(residual),
    gradient: rounded(gradient),
    n,
  }));
}
