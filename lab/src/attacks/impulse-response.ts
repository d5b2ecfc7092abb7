import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";

/**
 * A convolution that reads its own output is known from its answer to one sample. The list has the
 * general form, `affine`, which solves small images only; this one needs two images for a picture of any
 * size whose sides are not both powers of two.
 */
export const impulseResponse: Attack = {
  id: "impulse-response",
  question: "Do an image of zeros and one with a single 1 give a convolution away?",
  source: "the impulse response of a linear filter; the survey of four networks, section 2.3",
  setting: "nonce-reused",
  needs: ["chosen images"],
  controls: { falls: "conv-single", stands: "conv-multi" },
  async run(oracle, { scene, random }) {
    const encrypt = async (data: Uint8Array): Promise<Uint8Array> =>
      (await oracle.encrypt(withData(scene, data))).image.data;
    const bias = await encrypt(new Uint8Array(scene.data.length));
    const impulse = new Uint8Array(scene.data.length);
    const middle = middleOf(scene);
    impulse[middle] = 1;
    const answer = (await encrypt(impulse)).map((byte, i) => byte - bias[i]!);
    const solve = solver(scene, bias, weightsOf(scene, answer, middle));
    const unknown = randomImage(scene, random);
    const found = solve((await oracle.encrypt(unknown)).image.data);
    return {
      successes: sameBytes(found, unknown.data),
      trials: unknown.data.length,
      chance: byteChance,
      sentence: `2 chosen images gave the bias and the weights, which were solved for ${unknown.data.length} unknown bytes`,
      recovered: withData(scene, solve(await encrypt(scene.data))),
    };
  },
};

/** Cells of the output that come before one and are near it, in columns and rows, nearest row last. */
const near = [
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
] as const;

interface Weights {
  readonly own: number;
  /** Of the cells that `near` names. */
  readonly before: readonly number[];
}

function middleOf({ width, height, channels }: Image): number {
  return ((height >> 1) * width + (width >> 1)) * channels;
}

/** How far a cell that lies `right` columns and `down` rows further stands in the data. */
function distance({ width, channels }: Image, right: number, down: number): number {
  return (down * width + right) * channels;
}

/** Weights from the answer to one sample, which is a recursion: what is known is taken off first. */
function weightsOf(image: Image, answer: Uint8Array, middle: number): Weights {
  const own = answer[middle]! | 1;
  const at = ([right, down]: readonly [number, number]): number =>
    down < 0 || (down === 0 && right < 0) ? 0 : answer[middle + distance(image, right, down)]!;
  const before = new Map<(typeof near)[number], number>();
  // In the order in which the cipher writes the cells behind the sample.
  for (const cell of [near[3], near[0], near[1], near[2]]) {
    let rest = at(cell);
    for (const [[right, down], weight] of before)
      rest -= weight * at([cell[0] - right, cell[1] - down]);
    before.set(cell, (rest * inverseOf(own)) & 255);
  }
  return { own, before: near.map((cell) => before.get(cell)!) };
}

/** Takes bias and neighbours off every sample of a cipher image. */
function solver(
  image: Image,
  bias: Uint8Array,
  { own, before }: Weights,
): (cipher: Uint8Array) => Uint8Array {
  const { width, channels } = image;
  const inverse = inverseOf(own);
  const cells = near.map(([right, down], i) => ({ right, down, weight: before[i]! }));
  return (cipher) => {
    const linear = cipher.map((byte, i) => byte - bias[i]!);
    return linear.map((byte, i) => {
      const column = Math.floor(i / channels) % width;
      let sum = byte;
      for (const { right, down, weight } of cells) {
        const other = i - distance(image, right, down);
        if (column - right < 0 || column - right >= width || other < 0) continue;
        sum -= weight * linear[other]!;
      }
      return sum * inverse;
    });
  };
}

/** Modulo 256, of an odd number; each step doubles the bits that are right. */
function inverseOf(odd: number): number {
  let inverse = odd;
  for (let step = 0; step < 3; step++) inverse = (inverse * (2 - odd * inverse)) & 255;
  return inverse;
}
