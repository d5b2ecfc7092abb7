import type { Image } from "neuroveil/image";

/** Width and height of the blocks that perceptual encryption moves, in pixels. */
export const blockSide = 8;

/** A way in which a scrambled block may lie: turned, mirrored, a negative, its channels exchanged. */
export interface BlockVariant {
  /** Of every sample: the place that it comes from. */
  readonly from: Uint32Array;
  /** 0 or 255, which is added bit by bit. */
  readonly negative: number;
  /** Whether rows become columns, so that a block at the right comes to stand below. */
  readonly transposes: boolean;
}

/**
 * All variants of a patch of whole blocks.
 * @param width and height in pixels; those that transpose are of the patch that is as wide as this is high
 */
export function blockVariants(
  channels: number,
  width: number = blockSide,
  height: number = width,
): BlockVariant[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].flatMap((symmetry) =>
    orders(channels).flatMap((order) => {
      const transposes = (symmetry & 4) !== 0;
      const [w, h] = transposes ? [height, width] : [width, height];
      const from = Uint32Array.from({ length: width * height * channels }, (_, i) => {
        const pixel = Math.floor(i / channels);
        const [x, y] = [pixel % w, Math.floor(pixel / w)];
        const u = (symmetry & 1) === 0 ? x : w - 1 - x;
        const v = (symmetry & 2) === 0 ? y : h - 1 - y;
        const source = transposes ? u * width + v : v * width + u;
        return source * channels + order[i % channels]!;
      });
      return [0, 0xff].map((negative) => ({ from, negative, transposes }));
    }),
  );
}

/** All orders of so many channels. */
function orders(channels: number): readonly (readonly number[])[] {
  const channelNumbers = Array.from({ length: channels }, (_, i) => i);
  const extend = (start: readonly number[]): readonly (readonly number[])[] =>
    start.length === channels
      ? [start]
      : channelNumbers.filter((i) => !start.includes(i)).flatMap((i) => extend([...start, i]));
  return extend([]);
}

export function varied(block: Uint8Array, { from, negative }: BlockVariant): Uint8Array {
  const other = new Uint8Array(from.length);
  for (let i = 0; i < other.length; i++) other[i] = block[from[i]!]! ^ negative;
  return other;
}

/** The same text for all variants of a patch. */
export function canonical(patch: Uint8Array, variants: readonly BlockVariant[]): string {
  let least: string | undefined;
  for (const variant of variants) {
    const text = String.fromCharCode(...varied(patch, variant));
    if (least === undefined || text < least) least = text;
  }
  return least!;
}

/** Whole blocks of an image, in rows. */
export interface BlockGrid {
  readonly across: number;
  readonly down: number;
  readonly channels: number;
  readonly blocks: readonly Uint8Array[];
}

export function toBlocks({ width, height, channels, data }: Image): BlockGrid {
  const [across, down] = [Math.floor(width / blockSide), Math.floor(height / blockSide)];
  const rowBytes = blockSide * channels;
  const blocks = Array.from({ length: across * down }, (_, block) => {
    const bytes = new Uint8Array(rowBytes * blockSide);
    const [left, top] = [(block % across) * blockSide, Math.floor(block / across) * blockSide];
    for (let y = 0; y < blockSide; y++) {
      const at = ((top + y) * width + left) * channels;
      bytes.set(data.subarray(at, at + rowBytes), y * rowBytes);
    }
    return bytes;
  });
  return { across, down, channels, blocks };
}

/** The samples of an image of whole blocks. */
export function fromBlocks({ across, down, channels, blocks }: BlockGrid): Uint8Array {
  const rowBytes = blockSide * channels;
  const data = new Uint8Array(across * down * blockSide * rowBytes);
  for (const [block, bytes] of blocks.entries()) {
    const [left, top] = [block % across, Math.floor(block / across) * blockSide];
    for (let y = 0; y < blockSide; y++)
      data.set(
        bytes.subarray(y * rowBytes, (y + 1) * rowBytes),
        ((top + y) * across + left) * rowBytes,
      );
  }
  return data;
}
