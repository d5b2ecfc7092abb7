import type { Numbers, Random } from "@neuroveil/autodiff";
import { randomCrops } from "../../data/crops.ts";
import type { Picture } from "../../data/planes.ts";

/**
 * Green planes of random crops as the cipher sees a gray image: bytes in order, the even ones in one
 * plane and the odd ones in the other, [images, cells] each.
 */
export function drawPlanes(
  pictures: readonly Picture[],
  images: number,
  side: number,
  random: Random,
): Numbers {
  const crops = randomCrops(pictures, images, side, random);
  const plane = side * side;
  const half = (parity: 0 | 1): Float32Array =>
    Float32Array.from({ length: (images * plane) / 2 }, (_, i) => {
      const image = Math.floor((2 * i) / plane);
      return crops[(3 * image + 1) * plane + ((2 * i) % plane) + parity]! + 128;
    });
  return { plane0: half(0), plane1: half(1) };
}

/** Two planes of uniform bytes. */
export function drawNoise(length: number, random: Random): Numbers {
  const bytes = (): Float32Array => Float32Array.from({ length }, () => random.below(256));
  return { noise0: bytes(), noise1: bytes() };
}

/** -1 or 1, each as likely. */
export function drawDirections(length: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => 2 * random.below(2) - 1);
}
