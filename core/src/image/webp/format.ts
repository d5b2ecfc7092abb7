import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";
import { animatedPng } from "../png/format.ts";

export const webp: ImageFormat = {
  id: "webp",
  name: "a WebP image",
  extensions: ["webp"],
  mediaType: "image/webp",
  decodersDiffer: true,
  matches: (file) => letters(file, 0) === "RIFF" && letters(file, 8) === "WEBP",
  decode: async (file, options) => (await import("./decode.ts")).decodeWebp(file, options),
  restore: animatedPng,
};
