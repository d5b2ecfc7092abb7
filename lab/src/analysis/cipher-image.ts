import type { Cipher, Run } from "neuroveil/ciphers";
import { bytesPerSample, type Image } from "neuroveil/image";

/**
 * What a cipher, bare, makes of an image under a native key. Ciphers fill whole bytes, so the result
 * has 8 bits a sample where the image has fewer, and 16 where it has 9 to 16.
 */
export async function cipherImage(
  cipher: Cipher,
  image: Image,
  key: Uint8Array,
  run: Run,
): Promise<Image> {
  const { width, height, channels, bits, colour } = image;
  const data = image.data.slice();
  const wide = bytesPerSample(bits);
  await cipher.encrypt({ width, height, channels, bytesPerSample: wide, data }, key, run);
  return { width, height, channels, bits: 8 * wide, colour, data, metadata: {} };
}
