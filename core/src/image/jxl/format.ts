import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";
import { animatedPng } from "../png/format.ts";

export const jxl: ImageFormat = {
  id: "jxl",
  name: "a JPEG XL image",
  extensions: ["jxl"],
  mediaType: "image/jxl",
  decodersDiffer: true,
  matches: (file) =>
    letters(file, 0, 12) === "\0\0\0\x0cJXL \r\n\x87\n" || letters(file, 0, 2) === "\xff\x0a",
  decode: async (file, options) => (await import("./decode.ts")).decodeJxl(file, options),
  restore: animatedPng,
};
