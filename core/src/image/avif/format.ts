import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

export const avif: ImageFormat = {
  id: "avif",
  name: "an AVIF image",
  extensions: ["avif", "avifs"],
  mediaType: "image/avif",
  // Its brands; sequences have "avis", and are refused by the decoder.
  matches: (file) => ["avif", "avis"].includes(letters(file, 8)) && letters(file, 4) === "ftyp",
  decode: async (file, options) => (await import("./decode.ts")).decodeAvif(file, options),
};
