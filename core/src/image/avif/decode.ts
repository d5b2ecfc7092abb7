import type { DecodeOptions } from "../decode-options.ts";
import { boxesBeside } from "../boxes-beside.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { letters } from "../letters.ts";
import { readWithLibvips } from "../libvips/read.ts";
import { keptAsFile } from "../not-pixels.ts";

/**
 * Decodes a still AVIF, turned as it says, to gray or RGB with or without alpha, of 8 to 12 bits. What
 * it decodes to is libheif's and libaom's, whose versions the origin says.
 */
export async function decodeAvif(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  if (letters(file, 8) === "avis") {
    throw keptAsFile("an animated AVIF image", "an AVIF image of one picture");
  }
  settle("AVIF image", boxesBeside(file, "AVIF"), options);
  return await readWithLibvips(
    file,
    { format: "avif", turned: true, name: "an AVIF image" },
    options,
    ({ heif, aom }) => `libheif ${heif}, libaom ${aom}`,
  );
}
