import { bytesPerSample, type Image } from "neuroveil/image";

/**
 * An image as interleaved bytes: a lane is every so many-th of them, a channel or, at 16 bits, the high
 * or the low byte of one.
 */
export interface ByteLanes {
  readonly data: Uint8Array;
  /** Bytes of a pixel. */
  readonly lanes: number;
  /** Bytes of a row. */
  readonly row: number;
  /** Values that a byte can have: 256, or 2^bits below 8 bits. */
  readonly levels: number;
}

/**
 * What tests that look at single bits and bytes take of an image at the most; more of it would cost
 * time that larger images have no need of. All of a 256×256 image with four channels.
 */
export const mostBytes: number = 2 ** 18;

/** The first rows of an image, as many as fit into {@link mostBytes}, one at the least. */
export function firstRows(image: Image, most: number = mostBytes): ByteLanes {
  return withinFirstRows(byteLanes(image), most);
}

/** The first rows of bytes, likewise. */
export function withinFirstRows(bytes: ByteLanes, most: number = mostBytes): ByteLanes {
  const { data, lanes, row } = bytes;
  const rows = Math.max(1, Math.floor(most / row));
  const end = Math.min(data.length, rows * row);
  return { ...bytes, data: data.subarray(0, cutAt(lanes, end, most)) };
}

/** All of an image. */
export function byteLanes({ width, channels, bits, data }: Image): ByteLanes {
  const lanes = channels * bytesPerSample(bits);
  return { data, lanes, row: lanes * width, levels: 2 ** Math.min(8, bits) };
}

/**
 * Where in an image's bytes rows lie that are spread evenly over it, as many as fit into
 * {@link mostBytes}, one at the least.
 */
export function spreadRows(image: Image): readonly (readonly [start: number, end: number])[] {
  const { data, lanes, row } = byteLanes(image);
  const rows = data.length / row;
  const wanted = Math.min(rows, Math.max(1, Math.floor(mostBytes / row)));
  return Array.from({ length: wanted }, (_, i) => {
    const start = Math.floor(((i + 0.5) * rows) / wanted) * row;
    return [start, start + cutAt(lanes, row)];
  });
}

/** A single row may be longer. */
function cutAt(lanes: number, bytes: number, most: number = mostBytes): number {
  return Math.min(bytes, most - (most % lanes));
}

/**
 * What was added to the plain image, if the cipher adds a mask: by exclusive or, and sample by sample
 * modulo the number of their values. Under an ideal cipher both are as random as the cipher image.
 */
export interface Masks {
  readonly exclusiveOr: ByteLanes;
  readonly difference: ByteLanes;
}

/** The masks of two images of one shape and depth. */
export function masksOf(plain: Image, cipher: Image): Masks {
  const [before, after] = [byteLanes(plain), byteLanes(cipher)];
  const [p, c] = [before.data, after.data];
  const exclusiveOr = new Uint8Array(c.length);
  const difference = new Uint8Array(c.length);
  for (let i = 0; i < c.length; i++) exclusiveOr[i] = c[i]! ^ p[i]!;
  if (cipher.bits > 8)
    for (let i = 0; i < c.length; i += 2) {
      const step = (c[i]! - p[i]!) * 256 + c[i + 1]! - p[i + 1]!;
      difference[i] = step >> 8;
      difference[i + 1] = step;
    }
  else for (let i = 0; i < c.length; i++) difference[i] = (c[i]! - p[i]!) & (after.levels - 1);
  return {
    exclusiveOr: { ...after, data: exclusiveOr },
    difference: { ...after, data: difference },
  };
}
