import { sha256Hex } from "../bytes/sha256.ts";
import { inTurns } from "../turns.ts";
import { picturesOf } from "./carried.ts";
import type { Image } from "./image.ts";

/**
 * SHA-256, in hex, of an image's samples: interleaved, row by row, page by page, big-endian, of one
 * byte each up to 8 bits, two up to 16, four up to 32, eight above.
 */
export async function samplesSha256(image: Image): Promise<string> {
  return await sha256Hex((await inTurns(picturesOf(image))).data);
}
