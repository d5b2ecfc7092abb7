import { codecs } from "#codecs";
import { damaged } from "../damaged.ts";
import { unpackB44 } from "./b44.ts";
import { unpackPiz } from "./piz.ts";
import { pxr24Bytes, unpackPxr24 } from "./pxr24.ts";

/** Rows that are compressed together. */
export interface Block {
  readonly width: number;
  readonly rows: number;
  readonly channels: number;
  /** Bytes a sample. */
  readonly size: number;
  /** Of samples. */
  readonly type: number;
  /** Of all samples. */
  readonly bytes: number;
}

export interface Compression {
  /** Of a block, but for the last. */
  readonly rows: number;
  /** The most bytes that one may become. */
  readonly expansion: number;
  unpack(packed: Uint8Array, block: Block): Uint8Array | Promise<Uint8Array>;
}

const zip = {
  expansion: 1032,
  unpack: async (packed: Uint8Array, { bytes }: Block) =>
    joined(await codecs.inflate(packed, bytes)),
} as const;

/** By their numbers in the file. */
export const compressions: ReadonlyMap<number, Compression> = new Map<number, Compression>([
  [0, { rows: 1, expansion: 1, unpack: (packed) => packed }],
  [1, { rows: 1, expansion: 64, unpack: (packed, { bytes }) => joined(unpackRuns(packed, bytes)) }],
  [2, { rows: 1, ...zip }],
  [3, { rows: 16, ...zip }],
  // A run of 255 samples for a code of one bit and 8 of its length.
  [4, { rows: 32, expansion: 512, unpack: unpackPiz }],
  [
    5,
    {
      rows: 16,
      // Of four bytes three are deflated.
      expansion: 4 * 1032,
      async unpack(packed, block) {
        const bytes = await codecs.inflate(packed, pxr24Bytes(block));
        if (bytes.length !== pxr24Bytes(block)) throw damaged("OpenEXR", "its differences");
        return unpackPxr24(bytes, block);
      },
    },
  ],
  [6, { rows: 32, expansion: 11, unpack: unpackB44 }],
  [7, { rows: 32, expansion: 11, unpack: unpackB44 }],
]);

/** Of squares of logarithms, where a channel says so, nothing is read. */
export const b44: ReadonlySet<number> = new Set([6, 7]);

export const otherCompressions: ReadonlyMap<number, string> = new Map([
  [8, "DWAA"],
  [9, "DWAB"],
]);

/** Undoes differences, and brings bytes together of which every second stood behind all others. */
function joined(bytes: Uint8Array): Uint8Array {
  for (let i = 1; i < bytes.length; i++) bytes[i] = bytes[i - 1]! + bytes[i]! - 128;
  const result = new Uint8Array(bytes.length);
  const middle = Math.ceil(bytes.length / 2);
  for (let i = 0; i < middle; i++) result[2 * i] = bytes[i]!;
  for (let i = middle; i < bytes.length; i++) result[2 * (i - middle) + 1] = bytes[i]!;
  return result;
}

/** Runs: so many bytes as they are where the count is negative, else one more than it of the next byte. */
function unpackRuns(packed: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < packed.length;) {
    const count = (packed[at++]! << 24) >> 24;
    const run = count < 0 ? -count : count + 1;
    const used = count < 0 ? run : 1;
    if (to + run > length || at + used > packed.length) throw damaged("OpenEXR", "its runs");
    if (count < 0) result.set(packed.subarray(at, at + run), to);
    else result.fill(packed[at]!, to, to + run);
    at += used;
    to += run;
  }
  return result.subarray(0, to);
}
