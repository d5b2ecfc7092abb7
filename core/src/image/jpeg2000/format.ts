import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

export const jpeg2000: ImageFormat = {
  id: "jp2",
  name: "a JPEG 2000 image",
  extensions: ["jp2", "j2k", "j2c", "jpc", "jpx", "jpf"],
  mediaType: "image/jp2",
  decodersDiffer: true,
  matches: (file) =>
    letters(file, 0, 12) === "\0\0\0\x0cjP  \r\n\x87\n" || letters(file, 0) === "\xff\x4f\xff\x51",
  decode: async (file, options) => (await import("./decode.ts")).decodeJpeg2000(file, options),
};
