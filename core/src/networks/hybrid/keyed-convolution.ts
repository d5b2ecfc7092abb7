import { lineWords } from "./tile.ts";

/**
 * The convolution whose kernels come from the key: a half is cut into four bands, a band is one
 * position of a strided convolution, and the kernel of each channel is that of the one before, shifted
 * by a vector (Toeplitz). Linear, hence almost universal with a proof (docs/hybrid.md): whatever two
 * bands contain, the difference of their features is unpredictable without the key.
 */
const bands = 4;
const bandLines = 32;
/** Words of a vector of kernel weights. */
export const vectorWords = 8;
const bandVectors = (bandLines * lineWords) / vectorWords;

/** Vectors of keyed weights that so many channels need. */
export function kernelVectors(channels: number): number {
  return bandVectors + channels - 1;
}

/** Features of a half: two words a band and channel. */
export function featureWords(channels: number): number {
  return bands * 2 * channels;
}

/**
 * @param half lines of 32 words, at most 128
 * @param kernel `kernelVectors(channels)` vectors of 8 words
 * @returns for each band and channel the sum modulo 2^32, low word first; to each word a word of the
 *   kernel is added
 */
export function convolve(half: Int16Array, kernel: Int16Array, channels: number): Uint16Array {
  const features = new Uint16Array(featureWords(channels));
  for (let band = 0; band < bands; band++) {
    const content = half.subarray(band * bandLines * lineWords, (band + 1) * bandLines * lineWords);
    for (let channel = 0; channel < channels; channel++) {
      const shift = channel * vectorWords;
      let sum = 0;
      for (let i = 0; i < content.length; i++) sum = (sum + content[i]! * kernel[i + shift]!) | 0;
      const to = 2 * (band * channels + channel);
      features[to] = sum;
      features[to + 1] = sum >>> 16;
    }
  }
  // The same for all contents, so that differences stay what they are: an empty half has keyed features.
  for (let i = 0; i < features.length; i++) features[i]! += kernel[i]!;
  return features;
}
