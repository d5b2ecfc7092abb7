import type { Image } from "neuroveil/image";
import { withData } from "./random-image.ts";

/** The part of an image that whole blocks cover; an image that is smaller than one is repeated. */
export function wholeBlocks(image: Image, side: number): Image {
  const whole = (size: number): number => Math.max(side, size - (size % side));
  const [width, height] = [whole(image.width), whole(image.height)];
  const { channels, data } = image;
  const bytesPerSample = image.bits > 8 ? 2 : 1;
  const crop = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++)
    for (let i = 0; i < width * channels; i++) {
      const at = (y % image.height) * image.width * channels + (i % (image.width * channels));
      // The upper byte of a sample.
      crop[y * width * channels + i] = data[at * bytesPerSample + bytesPerSample - 1]!;
    }
  return withData({ ...image, width, height, bits: 8 }, crop);
}
