import { decodeByComponents } from "./components.ts";
import { decodeWithTurbo } from "./libjpeg-turbo.ts";
import type { JpegDecoder } from "./platform-decoder.ts";

export const jpegDecoder: JpegDecoder = {
  // Its module is loaded with the first image.
  load: () => Promise.resolve(),

  async decode(file, segments, frame) {
    // libjpeg-turbo's binding has no CMYK, and hands out samples in memory of their own.
    const samples = frame.components.length === 4 ? undefined : await decodeWithTurbo(file);
    return samples ?? decodeByComponents(segments, frame);
  },
};
