import { decodeByComponents } from "./components.ts";
import { decodeWithTurbo } from "./libjpeg-turbo.ts";
import type { JpegDecoder } from "./platform-decoder.ts";

export const jpegDecoder: JpegDecoder = {
  // Its module is loaded with the first image.
  load: () => Promise.resolve(),

  async decode(file, segments, frame, into) {
    // libjpeg-turbo's binding has no CMYK.
    const samples = frame.components.length === 4 ? undefined : await decodeWithTurbo(file);
    if (samples === undefined) return decodeByComponents(segments, frame);
    if (into?.length !== samples.length) return samples;
    into.set(samples);
    return into;
  },
};
