import { coefficientRows } from "./coefficients.ts";
import { convertToRgb } from "./colour.ts";
import type { JpegFrame } from "./frame.ts";
import { InverseDct } from "./idct.ts";
import type { Segment } from "./segments.ts";
import { upsample, type Plane } from "./upsample.ts";

/**
 * Decodes component by component, from the coefficients, in plain TypeScript: the same samples as
 * libjpeg-turbo's, and several times slower.
 * @throws NeuroveilError "broken" or "unsupported"
 */
export function decodeByComponents(segments: readonly Segment[], frame: JpegFrame): Uint8Array {
  const { width, height, components, colours } = frame;
  const channels = components.length;
  const data = new Uint8Array(width * height * channels);
  for (const [channel, plane] of readPlanes(segments, frame).entries()) {
    const { h, v } = components[channel]!;
    const full = upsample(plane, frame.widest / h, frame.highest / v);
    for (let y = 0, to = channel; y < height; y++) {
      for (let x = 0; x < width; x++, to += channels) data[to] = full.data[y * full.width + x]!;
    }
  }
  if (colours === "ycc" || colours === "ycck") convertToRgb(data, channels);
  // YCCK is RGB turned round, and by Adobe's custom all ink is stored turned round as well.
  if (channels === 4) turnRound(data, colours === "ycck" ? [3] : [0, 1, 2, 3]);
  return data;
}

/** The components' own samples. */
function readPlanes(segments: readonly Segment[], frame: JpegFrame): Plane[] {
  const planes = frame.components.map(({ h, v }): Plane => {
    const width = Math.ceil((frame.width * h) / frame.widest);
    const height = Math.ceil((frame.height * v) / frame.highest);
    return { data: new Uint8Array(width * height), width, height };
  });
  const transform = new InverseDct();
  let mcuRow = 0;
  for (const rows of coefficientRows(segments, frame)) {
    for (const [i, { coefficients, width, height, quantization }] of rows.entries()) {
      for (let at = 0; at < coefficients.length; at += 64) {
        const x = (at / 64) % width;
        const y = mcuRow * height + Math.floor(at / 64 / width);
        transform.transform(coefficients, at, quantization);
        place(transform.samples, planes[i]!, 8 * x, 8 * y);
      }
    }
    mcuRow += 1;
  }
  return planes;
}

/** Puts a block where it belongs, as far as it lies within the plane. */
function place(
  samples: Int32Array,
  { data, width, height }: Plane,
  left: number,
  top: number,
): void {
  const columns = Math.min(8, width - left);
  const rows = Math.min(8, height - top);
  for (let y = 0; y < rows; y++) {
    const to = (top + y) * width + left;
    for (let x = 0; x < columns; x++) {
      data[to + x] = Math.min(255, Math.max(0, samples[8 * y + x]! + 128));
    }
  }
}

function turnRound(data: Uint8Array, channels: readonly number[]): void {
  for (const channel of channels) {
    for (let i = channel; i < data.length; i += 4) data[i] = 255 - data[i]!;
  }
}
