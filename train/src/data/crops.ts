import type { Random } from "@neuroveil/autodiff";
import type { Picture } from "./planes.ts";

/** What lies around a picture smaller than the crop. */
const outside = 0;

/** A square of a picture: 8-bit planes [3, side, side]. */
function crop(picture: Picture, side: number, top: number, left: number): Uint8Array {
  const { width, height, data } = picture;
  const square = new Uint8Array(3 * side * side).fill(outside);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = Math.max(0, -top); y < Math.min(side, height - top); y++) {
      for (let x = Math.max(0, -left); x < Math.min(side, width - left); x++) {
        square[(plane * side + y) * side + x] =
          data[(plane * height + top + y) * width + left + x]!;
      }
    }
  }
  return square;
}

/** A square from a random place; a picture that is too small stands in the middle of it. */
export function randomCrop(picture: Picture, side: number, random: Random): Uint8Array {
  const top = place(picture.height, side, random);
  return crop(picture, side, top, place(picture.width, side, random));
}

/**
 * Squares from random places of random pictures, half of them mirrored.
 *
 * @returns [count, 3, side, side], samples less 128
 */
export function randomCrops(
  pictures: readonly Picture[],
  count: number,
  side: number,
  random: Random,
): Float32Array {
  const length = 3 * side * side;
  const batch = new Float32Array(count * length);
  for (let i = 0; i < count; i++) {
    const picture = pictures[random.below(pictures.length)]!;
    const square = randomCrop(picture, side, random);
    const mirrored = random.below(2) === 1;
    for (let j = 0; j < length; j++) {
      const x = j % side;
      batch[i * length + j] = square[mirrored ? j - x + (side - 1 - x) : j]! - 128;
    }
  }
  return batch;
}

/** Where a crop begins along an axis. */
function place(length: number, side: number, random: Random): number {
  return length > side ? random.below(length - side + 1) : -Math.floor((side - length) / 2);
}
