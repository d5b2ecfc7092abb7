import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

export const jpegLs: ImageFormat = {
  id: "jls",
  name: "a JPEG-LS image",
  extensions: ["jls"],
  mediaType: "image/jls",
  // Other JPEGs never begin with this frame.
  matches: (file) => letters(file, 0) === "\xff\xd8\xff\xf7",
  decode: async (file, options) => (await import("./decode.ts")).decodeJpegLs(file, options),
};
