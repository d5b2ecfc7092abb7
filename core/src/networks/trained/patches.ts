import type { Planes } from "../quantised/integer-convolution.ts";

/**
 * Squares of side × side pixels as positions of their own: the sample of channel c, row y and column x
 * of a square becomes its channel (c · side + y) · side + x.
 *
 * @throws RangeError when `side` does not divide height and width
 */
export function toPatches(x: Planes, side: number): Planes {
  const { channels, height, width, data } = x;
  if (height % side !== 0 || width % side !== 0) {
    throw new RangeError(`"side" expected one that divides ${width}×${height} pixels, got ${side}`);
  }
  const patches = shapeOf(channels * side * side, height / side, width / side);
  eachSample(x, side, (pixel, sample) => {
    patches.data[sample] = data[pixel]!;
  });
  return patches;
}

/** Undoes `toPatches`. */
export function fromPatches(patches: Planes, side: number): Planes {
  const { channels, height, width, data } = patches;
  const x = shapeOf(channels / side ** 2, height * side, width * side);
  eachSample(x, side, (pixel, sample) => {
    x.data[pixel] = data[sample]!;
  });
  return x;
}

function shapeOf(channels: number, height: number, width: number): Planes {
  return { channels, height, width, data: new Int16Array(channels * height * width) };
}

/** Calls back with where a sample stands in planes of pixels, and in those of patches. */
function eachSample(
  { channels, height, width }: Planes,
  side: number,
  each: (pixel: number, sample: number) => void,
): void {
  // In the order of the patches' samples.
  let sample = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let within = 0; within < side * side; within++) {
      for (let row = Math.floor(within / side); row < height; row += side) {
        const line = (channel * height + row) * width;
        for (let column = within % side; column < width; column += side) {
          each(line + column, sample++);
        }
      }
    }
  }
}
