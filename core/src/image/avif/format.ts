import type { ImageFormat } from "../format.ts";
import { brandsOf } from "../iso-brands.ts";

export const avif: ImageFormat = {
  id: "avif",
  name: "an AVIF image",
  extensions: ["avif", "avifs"],
  mediaType: "image/avif",
  // Sequences have the brand "avis", and are refused when they are decoded.
  decodersDiffer: true,
  matches: (file) => brandsOf(file).some((brand) => brand === "avif" || brand === "avis"),
  decode: async (file, options) => (await import("./decode.ts")).decodeAvif(file, options),
};
