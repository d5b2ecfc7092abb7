import type { Cipher } from "neuroveil/ciphers";
import { nativeKeyFrom } from "./native-key.ts";

/** Bytes in a row. */
const width = 512;

/**
 * The bare cipher image of zeros, as one gray image 512 bytes wide, for test batteries.
 *
 * @param secret what the native key is derived from, 32 bytes
 * @param bytes how many to give, from 1
 */
export async function rawOutput(
  cipher: Cipher,
  secret: Uint8Array,
  bytes: number,
): Promise<Uint8Array> {
  const key = await nativeKeyFrom(cipher, secret);
  const height = Math.ceil(bytes / width);
  const data = new Uint8Array(width * height);
  await cipher.encrypt({ width, height, channels: 1, bytesPerSample: 1, data }, key);
  return data.subarray(0, bytes);
}
