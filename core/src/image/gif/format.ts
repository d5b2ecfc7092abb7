import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

export const gif: ImageFormat = {
  id: "gif",
  name: "a GIF",
  extensions: ["gif"],
  mediaType: "image/gif",
  matches: (file) => ["GIF87a", "GIF89a"].includes(letters(file, 0, 6)),
  decode: async (file, options) => (await import("./decode.ts")).decodeGif(file, options),
  restore: {
    extension: "gif",
    fits: ({ fields }) => fields?.["blocks"] !== undefined,
    encode: async (image, signal) => (await import("./restore.ts")).restoreGif(image, signal),
  },
};
