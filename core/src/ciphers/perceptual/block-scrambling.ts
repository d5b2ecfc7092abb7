import { drawBelow, drawPermutation } from "../../layers/permutation.ts";
import type { Cipher } from "../cipher.ts";
import { identity, rearrangingCipher } from "../kinds/rearranging-cipher.ts";

/** Width and height of a block, in pixels. */
const side = 8;
const symmetries = 8;

/**
 * Encryption that leaves a picture compressible: blocks change places, are turned and mirrored, some
 * become negatives, and the channels of each change places. All pixels of a block stay together, so
 * that it is a jigsaw puzzle.
 */
export const blockScrambling: Cipher = rearrangingCipher(
  {
    id: "block-scrambling",
    status: "known-weak",
    source:
      "Kurihara, Shiota, Kiya 2015: the block scrambling of encryption then compression, on blocks of 8 x 8 pixels; weak: edges of blocks fit, so that a jigsaw puzzle solver puts them together again (Chuman, Kurihara, Kiya 2018), and one known picture gives the key",
    parameters: { block: "8 x 8 pixels" },
    keySpace:
      "n! 16^n of n blocks of gray, n! 96^n of RGB, as the paper counts; a puzzle needs no key",
  },
  1,
  ({ width, height, channels, bytesPerSample }, word) => {
    const pixelBytes = channels * bytesPerSample;
    const { from, negative } = identity(width * height * pixelBytes);
    const across = Math.floor(width / side);
    const down = Math.floor(height / side);
    const order = drawPermutation(across * down, word);
    for (const [block, source] of order.entries()) {
      const symmetry = drawBelow(symmetries, word);
      const inverted = drawBelow(2, word);
      const channelOrder = drawPermutation(channels, word);
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const [u, v] = turned(x, y, symmetry);
          const to = pixelAt(block, x, y);
          const origin = pixelAt(source, u, v);
          for (let channel = 0; channel < channels; channel++)
            for (let byte = 0; byte < bytesPerSample; byte++) {
              const at = to * pixelBytes + channel * bytesPerSample + byte;
              from[at] = origin * pixelBytes + channelOrder[channel]! * bytesPerSample + byte;
              negative[at] = inverted;
            }
        }
    }
    // Columns and rows beyond the last whole block.
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (x >= side * across || y >= side * down)
          negative.fill(
            drawBelow(2, word),
            (y * width + x) * pixelBytes,
            (y * width + x + 1) * pixelBytes,
          );
    return { from, negative };

    function pixelAt(block: number, x: number, y: number): number {
      return (Math.floor(block / across) * side + y) * width + (block % across) * side + x;
    }
  },
);

/** One of the eight symmetries of a square: bit 0 mirrors, bit 1 turns upside down, bit 2 transposes. */
function turned(x: number, y: number, symmetry: number): readonly [x: number, y: number] {
  const u = (symmetry & 1) === 0 ? x : side - 1 - x;
  const v = (symmetry & 2) === 0 ? y : side - 1 - y;
  return (symmetry & 4) === 0 ? [u, v] : [v, u];
}
