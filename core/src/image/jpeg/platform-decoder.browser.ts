import { decodeByComponents, needsComponents } from "./components.ts";
import { decodeRgba } from "./mozjpeg.ts";
import type { JpegDecoder } from "./platform-decoder.ts";

export const jpegDecoder: JpegDecoder = {
  // Its module is loaded with the first image.
  load: () => Promise.resolve(),

  async decode(file, segments, frame) {
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
