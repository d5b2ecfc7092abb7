import type { Cipher, Raster } from "neuroveil/ciphers";
import { sha256Hex } from "neuroveil/internal/bytes";

/** Taller than a tile, and wide enough for several words a row. */
const [width, height] = [40, 300];

/**
 * SHA-256, in hex, of what a cipher makes of a fixed image under a fixed native key: a cipher that was
 * changed has another, and what is known about it no longer holds.
 */
export async function cipherFingerprint(cipher: Cipher): Promise<string> {
  const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => 37 * i + 11);
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i * i) >> 5);
  const raster: Raster = { width, height, channels: 1, bytesPerSample: 1, data };
  const keyVector = await cipher.encrypt(raster, key, { threads: 1 });
  return await sha256Hex(Uint8Array.of(...keyVector, ...data));
}
