import type { Cipher, Raster, Run } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { bytesPerSample, type Image } from "neuroveil/image";
import type { Decryption } from "../metrics/wrong-key.ts";
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

/** A cipher image and what has to be known beside the key to decrypt it. */
export interface CipherImage {
  readonly image: Image;
  readonly keyVector: Uint8Array;
}

/**
 * What a cipher, bare, makes of an image under a native key. Ciphers fill whole bytes, so the result
 * has 8 bits a sample where the image has fewer, and 16 where it has 9 to 16.
 */
export async function cipherImage(
  cipher: Cipher,
  image: Image,
  { key, changed, memory, run }: Encryption,
): Promise<CipherImage> {
  memory.set(image.data);
  for (const index of changed) changeSample(memory, image.bits, index);
  const raster = rasterOf(image, memory);
  const keyVector = await cipher.encrypt(raster, key, run);
  return { image: imageOf(image, raster), keyVector };
}

/**
 * What a cipher image decrypts to under a key, right or wrong, key vector verified or not.
 *
 * @returns undefined where the cipher itself refuses the key
 */
export async function decryptedImage(
  cipher: Cipher,
  { image, keyVector }: CipherImage,
  { key, memory, run }: Omit<Encryption, "changed">,
): Promise<Decryption | undefined> {
  memory.set(image.data);
  const raster = rasterOf(image, memory);
  try {
    const found = await cipher.decrypt(raster, key, keyVector.slice(), run);
    const verified = found.every((byte, i) => byte === keyVector[i]);
    return { image: imageOf(image, raster), verified };
  } catch (error) {
    if (error instanceof NeuroveilError && error.code === "aborted") throw error;
    return undefined;
  }
}

function rasterOf({ width, height, channels, bits }: Image, data: Uint8Array): Raster {
  return { width, height, channels, bytesPerSample: bytesPerSample(bits), data };
}

function imageOf({ colour }: Image, raster: Raster): Image {
  const { bytesPerSample: wide, ...shape } = raster;
  return { ...shape, bits: 8 * wide, colour, metadata: {} };
}
