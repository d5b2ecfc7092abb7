import { drawBelow, drawPermutation } from "../../layers/permutation.ts";
import type { Cipher } from "../cipher.ts";
import { identity, rearrangingCipher } from "../kinds/rearranging-cipher.ts";

/**
 * Encryption pixel by pixel that a network can still learn from: every sample is itself or its
 * negative, and the channels of every pixel change places.
 */
export const learnablePixels: Cipher = rearrangingCipher(
  {
    id: "learnable-pixels",
    status: "known-weak",
    source:
      "Sirichotedumrong, Kinoshita, Kiya 2019: pixel-based image encryption, negative-positive transformation and shuffled colour components; weak: a sample or its negative stands where it was, so that the cipher image shows outlines (Chang and Case 2020), and one known picture gives the mask of gray ones",
    parameters: {},
    keySpace: "2^n of n gray pixels, 48^n of RGB; outlines need none",
  },
  1,
  ({ width, height, channels, bytesPerSample }, word) => {
    const pixelBytes = channels * bytesPerSample;
    const { from, negative } = identity(width * height * pixelBytes);
    for (let first = 0; first < from.length; first += pixelBytes) {
      const order = drawPermutation(channels, word);
      for (let channel = 0; channel < channels; channel++) {
        const inverted = drawBelow(2, word);
        for (let byte = 0; byte < bytesPerSample; byte++) {
          const at = channel * bytesPerSample + byte;
          from[first + at] = first + order[channel]! * bytesPerSample + byte;
          negative[first + at] = inverted;
        }
      }
    }
    return { from, negative };
  },
);
