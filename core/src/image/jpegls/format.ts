import type { ImageFormat } from "../format.ts";

export const jpegLs: ImageFormat = {
  id: "jls",
  name: "a JPEG-LS image",
  extensions: ["jls"],
  mediaType: "image/jls",
  matches: beginsJpegLs,
  decode: async (file, options) => (await import("./decode.ts")).decodeJpegLs(file, options),
};

/** DRI, parameters of JPEG-LS (LSE) and comments; applications' are others. */
const before: ReadonlySet<number> = new Set([0xdd, 0xf8, 0xfe]);

/**
 * Whether the frame is one of JPEG-LS, which other JPEGs never have. Where more stands before it than there is
 * of the file, it counts as a JPEG.
 */
function beginsJpegLs(file: Uint8Array): boolean {
  if (file[0] !== 0xff || file[1] !== 0xd8) return false;
  for (let at = 2; file[at] === 0xff;) {
    const marker = file[at + 1] ?? 0;
    if (marker === 0xf7) return true;
    if (marker >> 4 !== 0xe && !before.has(marker)) return false;
    at += 2 + Math.max(2, ((file[at + 2] ?? 0) << 8) | (file[at + 3] ?? 0));
  }
  return false;
}
