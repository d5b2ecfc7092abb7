import { brandsOf } from "../iso-brands.ts";
import type { ImageFormat } from "../format.ts";

const brands: ReadonlySet<string> = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx"]);

export const heic: ImageFormat = {
  id: "heic",
  name: "a HEIC image",
  extensions: ["heic", "heif", "hif"],
  mediaType: "image/heic",
  decodersDiffer: true,
  matches: (file) => brandsOf(file).some((brand) => brands.has(brand)),
  decode: async (file, options) => (await import("./decode.ts")).decodeHeic(file, options),
};
