import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

export const dicom: ImageFormat = {
  id: "dicom",
  name: "a DICOM file",
  extensions: ["dcm", "dicom", "dic"],
  mediaType: "application/dicom",
  matches: (file) => letters(file, 128) === "DICM",
  decode: async (file, options) => (await import("./decode.ts")).decodeDicom(file, options),
  restore: {
    extension: "dcm",
    fits: ({ fields }) => fields?.["head"] instanceof Uint8Array,
    encode: async (image, signal) => (await import("./restore.ts")).restoreDicom(image, signal),
  },
};
