import { convertToRgb } from "./jpeg-colour.ts";
import type { JpegComponent, JpegFrame } from "./jpeg-frame.ts";
import type { Segment } from "./jpeg-segments.ts";
import { componentSize, extractComponents, keepMcu } from "./jpeg-split.ts";

/** Decodes a JPEG of one or three components to RGBA. */
export type RgbaDecoder = (file: Uint8Array) => Promise<Uint8ClampedArray>;

/**
 * Whether MozJPEG's result is missing or differs from that of libjpeg-turbo 3: it has no CMYK, and
 * it rounds differently where it doubles the rows of a component.
 */
export function needsComponents(frame: JpegFrame): boolean {
  return frame.components.length === 4 || frame.components.some((c) => hasHalfTheRows(c, frame));
}

function hasHalfTheRows({ h, v }: JpegComponent, frame: JpegFrame): boolean {
  return h === frame.widest && 2 * v === frame.highest;
}

/**
 * Decodes with MozJPEG what it would not decode as libjpeg-turbo does: lets it return the components
 * as they are, then doubles rows and converts colours.
 */
export async function decodeByComponents(
  segments: readonly Segment[],
  frame: JpegFrame,
  decode: RgbaDecoder,
): Promise<Uint8Array> {
  const { width, height, components, colours } = frame;
  const channels = components.length;
  const data = new Uint8Array(width * height * channels);
  const decodeSome = (keep: readonly number[]): Promise<Uint8ClampedArray> =>
    decode(extractComponents(segments, frame, keep));
  const copy = (rgba: Uint8ClampedArray, from: number, to: number): void => {
    for (let i = from, at = to; at < data.length; i += 4, at += channels) data[at] = rgba[i]!;
  };

  const firstThree = await decodeSome([0, 1, 2]);
  for (const i of [0, 1, 2]) copy(firstThree, i, i);
  if (channels === 4) copy(await decodeSome(lastThree(frame)), 2, 3);
  for (const [i, component] of components.entries()) {
    if (!hasHalfTheRows(component, frame)) continue;
    doubleRows(await decodeSome([i]), componentSize(frame, component).height, data, i, frame);
  }
  if (colours === "ycc" || colours === "ycck") convertToRgb(data, channels);
  // YCCK is RGB turned round, and by Adobe's custom all ink is stored turned round as well.
  if (channels === 4) turnRound(data, colours === "ycck" ? [3] : [0, 1, 2, 3]);
  return data;
}

/** The fourth component with two of the others, among them one of the finest. */
function lastThree(frame: JpegFrame): readonly number[] {
  const choices = [
    [1, 2, 3],
    [0, 2, 3],
  ];
  return choices.find((choice) => keepMcu(frame, choice)) ?? [0, 1, 3];
}

/** Interpolates rows: 3/4 of the nearest, 1/4 of the next nearest. */
function doubleRows(
  rgba: Uint8ClampedArray,
  rows: number,
  data: Uint8Array,
  channel: number,
  { width, height, components }: JpegFrame,
): void {
  for (let y = 0; y < height; y++) {
    const own = y >> 1;
    const next = y % 2 === 0 ? Math.max(own - 1, 0) : Math.min(own + 1, rows - 1);
    const bias = 1 + (y % 2);
    for (let x = 0; x < width; x++) {
      const sum = 3 * rgba[4 * (own * width + x)]! + rgba[4 * (next * width + x)]!;
      data[(y * width + x) * components.length + channel] = (sum + bias) >> 2;
    }
  }
}

function turnRound(data: Uint8Array, channels: readonly number[]): void {
  for (const channel of channels) {
    for (let i = channel; i < data.length; i += 4) data[i] = 255 - data[i]!;
  }
}
