import { bytesPerSample, type Image } from "../../image/image.ts";
import type { Steps } from "../../turns.ts";
import type { Area } from "../shape/area.ts";
import { paint } from "./pixels.ts";

/** What is seen of an image whose regions are encrypted: they are gray, and opaque. */
export function* covered(image: Image, areas: readonly Area[]): Steps<Image> {
  const { channels, bits } = image;
  const sample = bytesPerSample(bits);
  const most = 2 ** bits - 1;
  const data = new Uint8Array(image.data);
  const pixel = new Uint8Array(channels * sample);
  for (let channel = 0; channel < channels; channel++) {
    const alpha = channel === channels - 1 && channels % 2 === 0;
    const value = alpha ? most : most >> 1;
    pixel.set(sample === 1 ? [value] : [value >> 8, value & 0xff], channel * sample);
  }
  yield* paint({ ...image, bytesPerSample: sample, data }, areas, pixel);
  return { ...image, data };
}
