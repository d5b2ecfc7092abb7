import { drawScene } from "@neuroveil/lab/scene";
import type { Task } from "./task.ts";

/** A picture in the form that a canvas takes. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Draws the sample picture: an evening at a lake. */
export const scene: Task<{ readonly seed: number; readonly size: number }, Pixels> = ({
  seed,
  size,
}) => {
  const { width, height, data } = drawScene(seed, size);
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++)
    pixels.set(data.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
  return Promise.resolve({ width, height, data: pixels });
};
