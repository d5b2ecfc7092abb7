import { drawBelow, drawPermutation } from "../../layers/permutation.ts";
import type { Cipher } from "../cipher.ts";
import { identity, rearrangingCipher } from "../kinds/rearranging-cipher.ts";

/** Width and height of a block, in pixels. */
const side = 4;

/**
 * Encryption that a network can still learn from: the halves of a block's bytes change places and some
 * become negatives, in every block in the same way. That one way is the whole key.
 */
export const learnableBlocks: Cipher = rearrangingCipher(
  {
    id: "learnable-blocks",
    status: "known-weak",
    source:
      "Tanaka 2018: learnable image encryption, 4-bit halves shuffled and inverted within blocks of 4 x 4 pixels; weak: every block has the same key, and is an affine map of its bits, so that the known blocks of one picture give all others (Chang and Case 2020)",
    parameters: { block: "4 x 4 pixels" },
    keySpace: "32! 2^32 of gray, 96! 2^96 of RGB; some hundred known blocks need none",
  },
  2,
  ({ width, height, channels, bytesPerSample }, word) => {
    const pixelUnits = 2 * channels * bytesPerSample;
    const { from, negative } = identity(width * height * pixelUnits);
    const blockUnits = side * side * pixelUnits;
    const order = drawPermutation(blockUnits, word);
    const inverted = Uint8Array.from({ length: blockUnits }, () => drawBelow(2, word));
    /** Place in the image of a block's unit. */
    const place = (left: number, top: number, unit: number): number => {
      const pixel = Math.floor(unit / pixelUnits);
      const [x, y] = [left + (pixel % side), top + Math.floor(pixel / side)];
      return (y * width + x) * pixelUnits + (unit % pixelUnits);
    };
    for (let top = 0; top < height; top += side)
      for (let left = 0; left < width; left += side) {
        const whole = left + side <= width && top + side <= height;
        for (let unit = 0; unit < blockUnits; unit++) {
          const pixel = Math.floor(unit / pixelUnits);
          // Of a block that the image cuts off, units stay where they are.
          if (left + (pixel % side) >= width || top + Math.floor(pixel / side) >= height) continue;
          const at = place(left, top, unit);
          if (whole) from[at] = place(left, top, order[unit]!);
          negative[at] = inverted[unit]!;
        }
      }
    return { from, negative };
  },
);
