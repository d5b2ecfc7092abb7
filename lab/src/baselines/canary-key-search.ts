import type { Raster } from "neuroveil/ciphers";
import { pearson } from "../statistics/pearson.ts";
import { canary } from "./canary.ts";

/** What an exhaustive search of the canary's 65,536 keys found. */
export interface CanaryKeySearch {
  /** Undefined when no key gave an image with the key vector that came with it. */
  readonly key: Uint8Array | undefined;
  /** Keys tried until then. */
  readonly tried: number;
}

const keys = 1 << 16;

/** Samples decrypted under every key before the rest is worth it. */
const probeSamples = 64;

/** A wrong key's probe exceeds this correlation once in some 20,000. */
const suspicious = 0.5;

/**
 * Tries the canary's keys in turn: decrypts the first 64 samples, and everything where these look
 * like an image. It misses an image whose first samples are noise.
 *
 * @param raster a cipher image; it is left as it is
 * @param keyVector the key vector that came with it
 * @param nonce the public end of the native key
 * @param onProgress called with the part of the keys that was tried, 0 to 1
 */
export async function searchCanaryKey(
  raster: Raster,
  keyVector: Uint8Array,
  nonce: Uint8Array,
  onProgress?: (done: number) => void,
): Promise<CanaryKeySearch> {
  const pixelBytes = raster.channels * raster.bytesPerSample;
  const probe = raster.data.subarray(0, probeSamples * pixelBytes);
  for (let number = 0; number < keys; number++) {
    if (number % 256 === 0) onProgress?.(number / keys);
    const key = Uint8Array.of(number >> 8, number, ...nonce);
    const start = { ...raster, width: probe.length / pixelBytes, height: 1, data: probe.slice() };
    await canary.decrypt(start, key, keyVector);
    if (!looksLikeAnImage(start.data, pixelBytes)) continue;
    const whole = { ...raster, data: raster.data.slice() };
    const recomputed = await canary.decrypt(whole, key, keyVector);
    if (recomputed.every((byte, i) => byte === keyVector[i])) return { key, tried: number + 1 };
  }
  return { key: undefined, tried: keys };
}

/** Whether neighbouring samples are correlated, or all are equal. */
function looksLikeAnImage(data: Uint8Array, distance: number): boolean {
  const likeness = pearson(data.subarray(0, data.length - distance), data.subarray(distance));
  return Number.isNaN(likeness) || Math.abs(likeness) > suspicious;
}
