import type { ColourModel, Image } from "../image/image.ts";

const models: ColourModel[] = ["gray", "gray-alpha", "rgb", "rgba"];

/** An image of reproducible noise. */
export function noiseImage(
  width: number,
  height: number,
  channels: number = 3,
  bits: number = 8,
  change: Partial<Image> = {},
): Image {
  const samples = width * height * channels;
  const data = new Uint8Array(bits > 8 ? 2 * samples : samples);
  let state = 1 + width * 31 + height * 17 + channels * 7 + bits;
  for (let i = 0; i < samples; i++) {
    // Park and Miller 1988, whose period is longer than any image here.
    state = (state * 48271) % 2147483647;
    const value = (state >>> 8) & (2 ** bits - 1);
    if (bits > 8) {
      data[2 * i] = value >>> 8;
      data[2 * i + 1] = value;
    } else data[i] = value;
  }
  const colour = models[channels - 1]!;
  return { width, height, channels, bits, colour, data, metadata: {}, ...change };
}
