import { promisify } from "node:util";
import zlib from "node:zlib";
import type { Sharp, SharpOptions } from "sharp";
import { compact } from "./bytes.ts";
import { TooLong, type Codecs } from "./codecs.ts";
import { deflateParts } from "./deflate.node.ts";
import { portableCrc32 } from "./portable-crc32.ts";
import { areHarmless } from "./jpeg-warnings.ts";

const inflate = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflate);

export const codecs: Codecs = {
  allocate: (length) => plain(Buffer.allocUnsafeSlow(length)),

  // In Node since 20.15.
  crc32: "crc32" in zlib ? zlib.crc32 : portableCrc32,

  deflate: async (bytes) => plain(await deflateParts(bytes)),

  async inflate(bytes, limit) {
    try {
      // One more than expected, so that a result of just that length needs no second buffer.
      const chunkSize = Math.max(64, limit + 1);
      return compact(plain(await inflate(bytes, { chunkSize, maxOutputLength: limit })));
    } catch (error) {
      if (error instanceof RangeError) throw new TooLong("longer than allowed", { cause: error });
      throw error;
    }
  },

  async decodeJpeg(file, _segments, frame) {
    const native = nativeColours[frame.components.length]!;
    try {
      return await samples(native(await open(file, "warning")));
    } catch (error) {
      if (!(error instanceof Error && areHarmless(error.message.split("\n")))) throw error;
      return await samples(native(await open(file, "truncated")));
    }
  },
};

/** Keeps sharp from converting: by default it makes everything RGB. */
const nativeColours: Readonly<Record<number, (image: Sharp) => Sharp>> = {
  1: (image) => image.toColourspace("b-w"),
  3: (image) => image,
  4: (image) => image.pipelineColourspace("cmyk").toColourspace("cmyk"),
};

async function open(file: Uint8Array, failOn: NonNullable<SharpOptions["failOn"]>): Promise<Sharp> {
  // Loaded when needed: it takes longer than encrypting a small PNG.
  const { default: sharp } = await import("sharp");
  // Bounded by the caller; a profile would be applied.
  return sharp(file, { failOn, limitInputPixels: false, ignoreIcc: true });
}

/**
 * sharp's samples, in a turn of the event loop of their own: whatever follows in the turn in which
 * sharp hands them over runs inside of its callback, which keeps them alive, and they would outlive
 * the first garbage collections though nobody needs them any more.
 */
async function samples(image: Sharp): Promise<Uint8Array> {
  const buffer = await image.raw().toBuffer();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  return plain(buffer);
}

/** A plain view, because the methods of a Node Buffer differ. */
function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
