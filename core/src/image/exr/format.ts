import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

export const exr: ImageFormat = {
  id: "exr",
  name: "an OpenEXR image",
  extensions: ["exr"],
  mediaType: "image/x-exr",
  matches: (file) => letters(file, 0) === "\x76\x2f\x31\x01",
  decode: async (file, options) => (await import("./decode.ts")).decodeExr(file, options),
  restore: {
    extension: "exr",
    fits: () => true,
    encode: async (image) => (await import("./restore.ts")).restoreExr(image),
  },
};
