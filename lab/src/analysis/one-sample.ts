import { bytesPerSample, type Image } from "neuroveil/image";

/**
 * Indices of up to `count` different samples: the first and the last of the image, those in the other
 * two corners, and others spread evenly between.
 */
export function spreadSamples(image: Image, count: number): readonly number[] {
  const row = image.width * image.channels;
  const all = row * image.height;
  const corners = [0, all - 1, row - 1, all - row];
  const between = Math.max(1, count - corners.length);
  const chosen = new Set(corners);
  for (let i = 0; i < between; i++) chosen.add(Math.floor(((i + 0.5) * all) / between));
  return [...chosen].slice(0, count);
}

/**
 * Changes one sample of an image's data by one, even ones up and odd ones down: the smallest change of
 * a sample, and of a single bit, so that NPCR and avalanche can be read from the same pair.
 */
export function changeSample(data: Uint8Array, bits: number, index: number): void {
  const size = bytesPerSample(bits);
  data[(index + 1) * size - 1]! ^= 1;
}
