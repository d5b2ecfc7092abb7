import { middleOf } from "../analysis/made-images.ts";
import { bytesPerSample, type Image } from "neuroveil/image";

/** Gray, RGB, or RGB with alpha. */
export type Channels = 1 | 3 | 4;

const colours = { 1: "gray", 3: "rgb", 4: "rgba" } as const;

/**
 * The middle of a photograph with as many channels as asked for: gray is its green, and alpha, where it has
 * none, a soft disc.
 *
 * @param photograph three channels or four
 * @param side width and height at the most, in pixels
 * @param bits 16: the samples of 8 bits times 257, as widening does
 */
export function photographOf(
  photograph: Image,
  side: number,
  channels: Channels,
  bits: 8 | 16 = 8,
): Image {
  const middle = middleOf(photograph, side);
  const { width, height, data } = middle;
  const from = middle.channels * bytesPerSample(middle.bits);
  const step = bytesPerSample(middle.bits);
  const wide = bytesPerSample(bits);
  const samples = new Uint8Array(width * height * channels * wide);
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let channel = 0; channel < channels; channel++) {
      const sample =
        channel === 3
          ? disc((pixel % width) / width, Math.floor(pixel / width) / height)
          : data[pixel * from + (channels === 1 ? 1 : channel) * step]!;
      samples.fill(
        sample,
        (pixel * channels + channel) * wide,
        (pixel * channels + channel + 1) * wide,
      );
    }
  return { width, height, channels, bits, colour: colours[channels], data: samples, metadata: {} };
}

/** Opaque in the middle and transparent at the corners. */
function disc(x: number, y: number): number {
  const distance = Math.hypot(x - 0.5, y - 0.5);
  return Math.round(255 * Math.min(1, Math.max(0, 4 * (0.6 - distance))));
}
