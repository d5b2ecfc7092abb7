import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

/** Lengths of the headers that there are: OS/2, Windows 3, with masks, 4 and 5. */
const headers: ReadonlySet<number> = new Set([12, 40, 52, 56, 108, 124]);

export const bmp: ImageFormat = {
  id: "bmp",
  name: "a BMP image",
  extensions: ["bmp", "dib"],
  mediaType: "image/bmp",
  // Two letters start many a text.
  matches: (file) =>
    letters(file, 0, 2) === "BM" &&
    headers.has(file[14]!) &&
    [15, 16, 17].every((i) => file[i] === 0),
  decode: async (file, options) => (await import("./decode.ts")).decodeBmp(file, options),
};
