import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { decodeJpegLsFrame } from "./frame.ts";
import { jpegLsLeftovers } from "./leftovers.ts";

const colours = { 1: "gray", 3: "rgb", 4: "rgba" } as const;

/** Decodes a JPEG-LS file: gray or RGB, or four channels, of 2 to 16 bits. */
export async function decodeJpegLs(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  settle("JPEG-LS image", jpegLsLeftovers(file), options);
  const { width, height, channels, bits, data } = await decodeJpegLsFrame(file, options);
  const colour = colours[channels as 1 | 3 | 4];
  return { width, height, channels, bits, colour, data, metadata: { origin: { format: "jls" } } };
}
