import { codecs } from "#codecs";
import { ZSTDDecoder } from "zstddec";
import { unpackBits } from "../packbits.ts";
import { unpackLzw } from "./lzw.ts";

/** How strips or tiles are packed. */
export interface Compression {
  /** At the most so many bytes come of one. */
  readonly expansion: number;
  /** Unpacks up to `most` bytes, and fails or stops there. */
  unpack(bytes: Uint8Array, most: number): Promise<Uint8Array>;
}

const deflate: Compression = {
  expansion: 1032,
  unpack: (bytes, most) => codecs.inflate(bytes, most),
};

/**
 * By TIFF's number. Those that are not exact (JPEG, WebP, LERC) are missing on purpose; the fax codes are
 * not read yet.
 */
export const compressions: ReadonlyMap<number, Compression> = new Map<number, Compression>([
  [1, { expansion: 1, unpack: (bytes, most) => Promise.resolve(bytes.subarray(0, most)) }],
  // A code of 12 bits stands for a string of at most 3838 bytes.
  [5, { expansion: 4096, unpack: (bytes, most) => Promise.resolve(unpackLzw(bytes, most)) }],
  [8, deflate],
  [32946, deflate],
  [
    32773,
    { expansion: 64, unpack: (bytes, most) => Promise.resolve(unpackBits(bytes, most, "TIFF")) },
  ],
  // A block of up to 128 KiB of one byte takes four.
  [50000, { expansion: 1 << 15, unpack: unpackZstd }],
]);

async function unpackZstd(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  return decoder.decode(bytes, most);
}

/** Those that are known and not read, by TIFF's number. */
export const otherCompressions: ReadonlyMap<number, string> = new Map([
  [2, "fax codes"],
  [3, "fax codes (group 3)"],
  [4, "fax codes (group 4)"],
  [6, "JPEG of the old kind"],
  [7, "JPEG"],
  [34661, "JBIG"],
  [34676, "SGI's logarithms"],
  [34677, "SGI's logarithms"],
  [34712, "JPEG 2000"],
  [34887, "LERC"],
  [34925, "LZMA"],
  [50001, "WebP"],
  [50002, "JPEG XL"],
]);
