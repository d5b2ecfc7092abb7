import type { ImageFormat, Restore } from "../format.ts";
import { bytesPerSample } from "../image.ts";
import { letters } from "../letters.ts";
import { textTransfer } from "../text-transfer.ts";
import { pngSignature } from "./chunks.ts";
import { readHeader, storedSamples } from "./header.ts";

/** Where the content of IHDR stands, behind the signature and the chunk's head. */
const ihdr = { start: 16, end: 29 } as const;

const names = { extensions: ["png"], mediaType: "image/png" } as const;

export const png: ImageFormat = {
  id: "png",
  name: "a PNG",
  ...names,
  matches: looksLikePng,
  decode: async (file, options) => (await import("./decode.ts")).decodePng(file, options),
  stream: async (file) => (await import("./stream.ts")).streamPng(file),
  sampleBytes(file) {
    const { width, height, colourType, depth } = readHeader(file.subarray(ihdr.start, ihdr.end));
    // A palette is expanded.
    const channels = colourType === 3 ? 3 : storedSamples(colourType);
    return width * height * channels * bytesPerSample(depth);
  },
};

/** Makes an animated PNG of pages; also of those of other formats. */
export const animatedPng: Restore = {
  extension: "png",
  format: "apng",
  fits: ({ fields }) => fields?.["frames"] !== undefined,
  encode: async (image, signal) => (await import("./encode-apng.ts")).encodeApng(image, signal),
};

/** An animated PNG; each of its frames becomes a page. */
export const apng: ImageFormat = {
  id: "apng",
  name: "an animated PNG",
  extensions: ["apng", ...names.extensions],
  mediaType: "image/apng",
  matches: (file) => looksLikePng(file) && isAnimated(file),
  decode: async (file, options) => (await import("./decode-apng.ts")).decodeApng(file, options),
  restore: animatedPng,
};

/**
 * A signature that was damaged on the way (by a transfer as text, a cleared bit) still counts, so that
 * decoding refuses the file as broken instead of somebody taking it for something else.
 */
function looksLikePng(file: Uint8Array): boolean {
  // 0x09 is 0x89 after a transfer over seven bits.
  const start = letters(file, 0);
  if (start === "\x89PNG" || start === "\x09PNG" || textTransfer(file) !== undefined) return true;
  // A transfer as text moves IHDR by up to two bytes. MNG and JNG have MHDR and JHDR there.
  const alike = pngSignature.filter((byte, i) => file[i] === byte).length;
  return alike >= 4 && letters(file, 10, 8).includes("IHDR");
}

/** Whether acTL comes before the first IDAT, which is what makes a PNG an animation. */
function isAnimated(file: Uint8Array): boolean {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let offset = pngSignature.length;
  while (offset + 8 <= file.length) {
    const type = letters(file, offset + 4);
    if (type === "acTL") return true;
    if (type === "IDAT") return false;
    offset += view.getUint32(offset) + 12;
  }
  return false;
}
