import type { Codecs } from "./codecs.ts";
import { portableCrc32 } from "./png/portable-crc32.ts";
import { deflateRowsInStream } from "./png/deflate-stream.ts";
import { inflateStream } from "./png/inflate-stream.ts";
import { decodeByComponents, needsComponents } from "./jpeg/components.ts";
import { decodeRgba } from "./jpeg/mozjpeg.ts";

export const codecs: Codecs = {
  allocate: (length) => new Uint8Array(length),

  crc32: portableCrc32,

  async deflate(bytes) {
    const stream = new Blob([new Uint8Array(bytes)]).stream();
    const compressed = stream.pipeThrough(new CompressionStream("deflate"));
    return new Uint8Array(await new Response(compressed).arrayBuffer());
  },

  deflateRows: deflateRowsInStream,

  inflate: inflateStream,

  // Its module is loaded with the first image.
  loadJpeg: () => Promise.resolve(),

  async decodeJpeg(file, segments, frame) {
    if (needsComponents(frame)) return decodeByComponents(segments, frame);
    return firstChannels(await decodeRgba(file), frame.components.length);
  },
};

function firstChannels(rgba: Uint8ClampedArray, channels: number): Uint8Array {
  const result = new Uint8Array((rgba.length / 4) * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += channels) {
    for (let i = 0; i < channels; i++) result[to + i] = rgba[from + i]!;
  }
  return result;
}
