import type { ImageFormat } from "../format.ts";
import { letters } from "../letters.ts";

/** PBM, PGM and PPM as text and as bytes, PAM, and PFM. */
export const pnm: ImageFormat = {
  id: "pnm",
  name: "a PNM image",
  extensions: ["pnm", "pbm", "pgm", "ppm", "pam", "pfm"],
  mediaType: "image/x-portable-anymap",
  // "P5 " may start a text, too: numbers must follow, or PAM's first word.
  matches: (file) =>
    /^(P[1-6Ff](\s|#[^\n\r]*[\n\r])+\d|P7\n(#[^\n]*\n|\n)*(WIDTH|HEIGHT|DEPTH|MAXVAL|TUPLTYPE)\s)/.test(
      letters(file, 0, 240),
    ),
  decode: async (file, options) => (await import("./decode.ts")).decodePnm(file, options),
};
