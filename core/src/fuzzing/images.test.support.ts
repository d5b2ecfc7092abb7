import { NeuroveilError } from "../errors.ts";
import type { Image } from "../image/image.ts";
import { decodeImage, encodeImage } from "../image/index.ts";

/** Enough for what a mutated small file may claim and fill. */
export const limits: { readonly maxBytes: number } = { maxBytes: 1 << 26 };

/** The result, or the code of the refusal. */
export async function resultOrRefusal<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NeuroveilError && !error.message.includes("\n")) return error.code;
    throw error;
  }
}

/**
 * Decodes a file, and what is written of it again.
 * @throws Error when the second image has other samples
 */
export async function decodeTwice(file: Uint8Array): Promise<string> {
  const image = await resultOrRefusal(decodeImage(file, limits));
  if (typeof image === "string") return image;
  const { bytes } = await encodeImage(image);
  const again = await decodeImage(bytes);
  if (!sameSamples(image, again)) throw new Error("written and read again, the samples are others");
  return "decoded";
}

function sameSamples(a: Image, b: Image): boolean {
  return a.width === b.width && a.height === b.height && Buffer.compare(a.data, b.data) === 0;
}
