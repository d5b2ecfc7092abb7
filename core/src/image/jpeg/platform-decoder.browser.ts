import { decodeByComponents, needsComponents } from "./components.ts";
import { decodeRgba } from "./mozjpeg.ts";
import type { JpegDecoder } from "./platform-decoder.ts";

export const jpegDecoder: JpegDecoder = {
  // Its module is loaded with the first image.
  load: () => Promise.resolve(),

  async decode(file, segments, frame, into) {
    if (needsComponents(frame)) return decodeByComponents(segments, frame);
    return firstChannels(await decodeRgba(file), frame.components.length, into);
  },
};

/** @param into memory of their size, where there is some already */
function firstChannels(
  rgba: Uint8ClampedArray,
  channels: number,
  into: Uint8Array = new Uint8Array((rgba.length / 4) * channels),
): Uint8Array {
  if (into.length !== (rgba.length / 4) * channels) return firstChannels(rgba, channels);
  if (channels === 3) {
    // Most photographs; an inner loop would take half as long again.
    for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
      into[to] = rgba[from]!;
      into[to + 1] = rgba[from + 1]!;
      into[to + 2] = rgba[from + 2]!;
    }
    return into;
  }
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += channels) {
    for (let i = 0; i < channels; i++) into[to + i] = rgba[from + i]!;
  }
  return into;
}
