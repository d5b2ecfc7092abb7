import mozjpeg from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import type { Codecs } from "./codecs.ts";
import { crc32Portable } from "./crc32-table.ts";
import { inflateStream } from "./inflate-stream.ts";
import { decodeByComponents, needsComponents } from "./jpeg-components.ts";
import { areHarmless } from "./jpeg-warnings.ts";

/** The Emscripten factory; the package's own types refer to a namespace that it does not load. */
type Factory = (options: {
  noInitialRun: boolean;
  printErr: (line: string) => void;
}) => Promise<{ decode(file: Uint8Array, rotate: boolean): ImageData | null }>;

const createDecoder: Factory = mozjpeg;

export const codecs: Codecs = {
  crc32: crc32Portable,

  async deflate(bytes) {
    const stream = new Blob([new Uint8Array(bytes)]).stream();
    const compressed = stream.pipeThrough(new CompressionStream("deflate"));
    return new Uint8Array(await new Response(compressed).arrayBuffer());
  },

  inflate: inflateStream,

  async decodeJpeg(file, segments, frame) {
    if (needsComponents(frame)) return decodeByComponents(segments, frame, decodeRgba);
    return firstChannels(await decodeRgba(file), frame.components.length);
  },
};

/**
 * Decodes a gray or colour JPEG to RGBA with libjpeg (MozJPEG) in WebAssembly; a fresh instance each
 * time, because its memory never shrinks and a refused file leaves it unusable.
 */
async function decodeRgba(file: Uint8Array): Promise<Uint8ClampedArray> {
  const lines: string[] = [];
  const decoder = await createDecoder({
    noInitialRun: true,
    printErr: (line) => lines.push(line),
  });
  // What was said about loading the module says nothing about the file.
  lines.length = 0;
  const image = decoder.decode(file, false);
  if (image === null || !areHarmless(lines)) throw new Error(lines.join("; "));
  return image.data;
}

function firstChannels(rgba: Uint8ClampedArray, channels: number): Uint8Array {
  const result = new Uint8Array((rgba.length / 4) * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += channels) {
    for (let i = 0; i < channels; i++) result[to + i] = rgba[from + i]!;
  }
  return result;
}
