import type { Image } from "./image.ts";

/**
 * SHA-256, in hex, of an image's samples: interleaved, row by row, one byte each up to 8 bits, two
 * bytes big-endian above.
 */
export async function samplesSha256(image: Image): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(image.data));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
