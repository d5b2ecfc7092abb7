import type { Image } from "neuroveil/image";
import type { Planes } from "neuroveil/internal/networks";

/** Square planes of samples less 128, of bytes in that order. */
export function planesOf(samples: Uint8Array, side: number): Planes {
  const data = Int16Array.from(samples, (sample) => sample - 128);
  return { channels: samples.length / side ** 2, height: side, width: side, data };
}

/** Three planes as an image. */
export function toImage({ height, width, data }: Planes): Image {
  const pixels = height * width;
  const samples = new Uint8Array(3 * pixels);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = data[(i % 3) * pixels + Math.floor(i / 3)]! + 128;
  }
  return { width, height, channels: 3, bits: 8, colour: "rgb", data: samples, metadata: {} };
}

/** All that anybody knows who knows nothing: the mean of each plane. */
export function meanColour({ data, ...shape }: Planes): Planes {
  const plane = shape.height * shape.width;
  const means = Array.from({ length: shape.channels }, (_, i) =>
    Math.round(data.subarray(i * plane, (i + 1) * plane).reduce((a, b) => a + b, 0) / plane),
  );
  return { ...shape, data: data.map((_, i) => means[Math.floor(i / plane)]!) };
}

/** Sample by sample. */
export function minus(a: Planes, b: Planes): Int16Array {
  return a.data.map((sample, i) => sample - b.data[i]!);
}
