import { fastCrc32 } from "../kernels/checksums/checksums-kernel.ts";
import type { Codecs } from "./codecs.ts";
import { portableCrc32 } from "./png/portable-crc32.ts";
import { inflateStream, inflatingStream } from "./png/inflate-stream.ts";

export const codecs: Codecs = {
  allocate: (length) => new Uint8Array(length),

  crc32: (bytes, seed) => fastCrc32(bytes, seed) ?? portableCrc32(bytes, seed),

  async deflate(bytes) {
    const stream = new Blob([new Uint8Array(bytes)]).stream();
    const compressed = stream.pipeThrough(new CompressionStream("deflate"));
    return new Uint8Array(await new Response(compressed).arrayBuffer());
  },

  // Fetched when something is written: a page that encrypts needs none of it.
  async deflateRows(passes, options) {
    const { deflateRowsInStream } = await import("./png/deflate-stream.ts");
    return await deflateRowsInStream(passes, options);
  },

  async deflating(rows) {
    const { StreamDeflater } = await import("./png/deflate-stream.ts");
    return new StreamDeflater(rows);
  },

  inflate: inflateStream,

  inflating: inflatingStream,
};
