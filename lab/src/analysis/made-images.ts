import { bytesPerSample, type Image } from "neuroveil/image";

/** The middle of an image, `side` pixels square at the most. */
export function middleOf(image: Image, side: number): Image {
  const { width, height, channels, bits, data } = image;
  const [columns, rows] = [Math.min(side, width), Math.min(side, height)];
  const pixel = channels * bytesPerSample(bits);
  const [left, top] = [(width - columns) >> 1, (height - rows) >> 1];
  const cut = new Uint8Array(columns * rows * pixel);
  for (let y = 0; y < rows; y++) {
    const start = ((top + y) * width + left) * pixel;
    cut.set(data.subarray(start, start + columns * pixel), y * columns * pixel);
  }
  return { ...image, width: columns, height: rows, data: cut };
}

/** An image of one tone and of the shape of another: all samples 0, or all the largest there is. */
export function toneLike(image: Image, tone: 0 | 1): Image {
  const { bits, data } = image;
  const sample = tone * (2 ** bits - 1);
  const filled = new Uint8Array(data.length).fill(sample & 255);
  if (bits > 8) for (let i = 0; i < filled.length; i += 2) filled[i] = sample >> 8;
  return { ...image, data: filled };
}
