import type { Cipher, Raster } from "neuroveil/ciphers";
import type { Attack } from "./attack.ts";
import { byteChance, randomImage, sameBytes } from "./random-image.ts";

/** Native keys up to this length are searched whole. */
const mostBytes = 2;
/** Keys that are timed where there are too many. */
const timed = 64;
const secondsAYear = 365.25 * 86_400;

/** Tries every key, or tells how long that would take. */
export const bruteForce: Attack = {
  id: "brute-force",
  question: "Are there so few keys that all of them can be tried?",
  source: "exhaustive search with a known image; extrapolated where it cannot be finished",
  setting: "as-used",
  needs: ["known images"],
  controls: { falls: "canary", stands: "conv-multi" },
  async run(oracle, { scene, random, onProgress, signal }) {
    const { cipher } = oracle;
    // A part of the image is known, as a letterhead is; it confirms a key.
    const image = randomImage({ ...scene, width: 16, height: 4, data: firstBytes(scene) }, random);
    const { image: seen, keyVector } = await oracle.encrypt(image);
    const raster = (data: Uint8Array): Raster => {
      const { width, height, channels } = image;
      return { width, height, channels, bytesPerSample: image.bits > 8 ? 2 : 1, data };
    };
    const half = image.data.length >> 1;
    // A nonce at the end of a native key is public; the canary decrypts without it.
    const { nonceBytes: nonce = 0 } = cipher.nativeKey;
    const bytes = cipher.nativeKey.bytes - nonce;
    const keys = bytes > mostBytes ? timed : 256 ** bytes;
    const start = performance.now();
    let found = new Uint8Array(image.data.length);
    let tried = 0;
    for (; tried < keys; tried++) {
      if (tried % 256 === 0) {
        signal?.throwIfAborted();
        onProgress?.(tried / keys);
      }
      const key = new Uint8Array(bytes + nonce);
      key[bytes - 1] = tried;
      if (bytes > 1) key[bytes - 2] = tried >> 8;
      const data = seen.data.slice();
      if (!(await decrypts(cipher, raster(data), key, keyVector))) continue;
      if (sameBytes(data.subarray(0, half), image.data.subarray(0, half)) < half) continue;
      found = data;
      break;
    }
    const rate = (tried + 1) / ((performance.now() - start) / 1000);
    // As a power of ten, since native keys of some hundred bytes are beyond a double.
    const years = Math.round((8 * bytes - 1) * Math.log10(2) - Math.log10(rate * secondsAYear));
    return {
      successes: sameBytes(found, image.data, half),
      trials: image.data.length - half,
      chance: byteChance,
      sentence:
        bytes > mostBytes
          ? `${timed} of 2^${8 * bytes} native keys were tried; at ${Math.round(rate)} a second half of them take 10^${years} years`
          : `${tried + 1} of 2^${8 * bytes} keys were tried, with half of an image known`,
    };
  },
};

/** Whether a key is one that the cipher takes. */
async function decrypts(
  cipher: Cipher,
  raster: Raster,
  key: Uint8Array,
  keyVector: Uint8Array,
): Promise<boolean> {
  return await cipher.decrypt(raster, key, keyVector.slice(), { threads: 1 }).then(
    () => true,
    () => false,
  );
}

function firstBytes({ channels, bits }: { channels: number; bits: number }): Uint8Array {
  return new Uint8Array(16 * 4 * channels * (bits > 8 ? 2 : 1));
}
