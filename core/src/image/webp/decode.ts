import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { readWithLibvips } from "../libvips/read.ts";
import { decodeAnimation } from "./animation.ts";
import { readWebp } from "../riff/chunks.ts";

/**
 * Decodes a WebP to RGB or RGBA of 8 bits; each frame of an animation becomes a page. What a lossy one
 * decodes to is libwebp's, whose version the origin says.
 */
export async function decodeWebp(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const { chunks, leftovers } = readWebp(file);
  settle("WebP", leftovers, options);
  const animated = chunks.some(({ type }) => type === "ANIM" || type === "ANMF");
  return animated ? await decodeAnimation(chunks, options) : await decodeStill(file, options);
}

/** Decodes a file of one picture. */
export async function decodeStill(file: Uint8Array, options: DecodeOptions): Promise<Image> {
  const lossy = readWebp(file).chunks.some(({ type }) => type === "VP8 ");
  return await readWithLibvips(
    file,
    { format: "webp", turned: false, name: "a WebP image" },
    options,
    (versions) => (lossy ? `libwebp ${versions["webp"]}` : undefined),
  );
}
