import { promisify } from "node:util";
import zlib from "node:zlib";
import sharp from "sharp";
import { TooLong, type Codecs } from "./codecs.ts";
import { crc32Portable } from "./crc32-table.ts";

const deflate = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.deflate);
const inflate = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflate);

export const codecs: Codecs = {
  // In Node since 20.15.
  crc32: "crc32" in zlib ? zlib.crc32 : crc32Portable,

  deflate: (bytes) => deflate(bytes, { level: 6 }),

  async inflate(bytes, expected, limit) {
    try {
      // One more than expected, so that a result of just that length needs no second buffer.
      const chunkSize = Math.max(64, expected + 1);
      return await inflate(bytes, { chunkSize, maxOutputLength: limit });
    } catch (error) {
      if (error instanceof RangeError) throw new TooLong("longer than allowed", { cause: error });
      throw error;
    }
  },

  decodeJpeg: (file) => sharp(file).raw().toBuffer(),
};
