import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

export const jpeg: ImageFormat = {
  id: "jpeg",
  name: "a JPEG",
  extensions: ["jpg", "jpeg", "jpe", "jfif"],
  mediaType: "image/jpeg",
  // A damaged signature counts, too, where an application segment follows it.
  matches(file) {
    if (file[0] === 0xff && file[1] === 0xd8) return true;
    const application = file[2] === 0xff && (file[3] === 0xe0 || file[3] === 0xe1);
    return application && ["JFIF", "Exif"].includes(letters(file, 6));
  },
  decode: async (file, options) => (await import("./decode.ts")).decodeJpeg(file, options),
  sampleBytes: async (file) => (await import("./sample-bytes.ts")).jpegSampleBytes(file),
};
