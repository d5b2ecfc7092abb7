import type { Cipher, Run } from "neuroveil/ciphers";
import { bytesPerSample, type Image } from "neuroveil/image";
import { changeSample } from "./one-sample.ts";

/** What is encrypted, and where to. */
export interface Encryption {
  /** Native key. */
  readonly key: Uint8Array;
  /** Samples to be changed by one beforehand, one after another. */
  readonly changed: readonly number[];
  /** As long as the image's data; the result lies in it. */
  readonly memory: Uint8Array;
  readonly run: Run;
}

/**
 * What a cipher, bare, makes of an image under a native key. Ciphers fill whole bytes, so the result
 * has 8 bits a sample where the image has fewer, and 16 where it has 9 to 16.
 */
export async function cipherImage(
  cipher: Cipher,
  image: Image,
  { key, changed, memory, run }: Encryption,
): Promise<Image> {
  const { width, height, channels, bits, colour } = image;
  memory.set(image.data);
  for (const index of changed) changeSample(memory, bits, index);
  const wide = bytesPerSample(bits);
  await cipher.encrypt({ width, height, channels, bytesPerSample: wide, data: memory }, key, run);
  return { width, height, channels, bits: 8 * wide, colour, data: memory, metadata: {} };
}
