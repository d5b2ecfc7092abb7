import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

export const tiff: ImageFormat = {
  id: "tiff",
  name: "a TIFF image",
  extensions: ["tif", "tiff"],
  mediaType: "image/tiff",
  // 42 is TIFF, 43 BigTIFF. DICOM files may start as TIFF ones, before their own signature.
  matches: (file) =>
    letters(file, 128) !== "DICM" &&
    ["II*\0", "MM\0*", "II+\0", "MM\0+"].includes(letters(file, 0)),
  stream: async (file) => (await import("./stream.ts")).streamTiff(file),
  decode: async (file, options) => (await import("./read.ts")).decodeTiff(file, options),
};
