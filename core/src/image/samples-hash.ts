import { sha256Hex } from "../bytes/sha256.ts";
import type { Image } from "./image.ts";

/**
 * SHA-256, in hex, of an image's samples: interleaved, row by row, one byte each up to 8 bits, two
 * bytes big-endian above.
 */
export async function samplesSha256(image: Image): Promise<string> {
  return await sha256Hex(image.data);
}
