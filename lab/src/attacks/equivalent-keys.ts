import type { Cipher } from "neuroveil/ciphers";
import type { Random } from "../random/random.ts";
import type { Attack } from "./attack.ts";
import { sameBytes } from "./random-image.ts";
import { randomKey } from "./random-key.ts";

const side = 16;
const keys = 4;
const changesOfAKey = 64;
/** Bits of an eight-byte number that the registry says do not count (NativeKey.valueBytes). */
const unusedBits = 11;

/** Keys that do the same are fewer keys than are counted. */
export const equivalentKeys: Attack = {
  id: "equivalent-keys",
  question: "Are there changes of the native key that change little of the cipher image?",
  source:
    "Alvarez and Li 2006, rules on keys: no weak or equivalent ones; each bit, and mirrored numbers",
  setting: "laboratory",
  needs: ["known images", "bare parts"],
  controls: { falls: "des", stands: "conv-multi" },
  async run({ cipher }, { random, signal, onProgress }) {
    let [successes, trials] = [0, 0];
    const [tried, changes] = cipher.nativeKey.slow ? [1, 8] : [keys, changesOfAKey];
    for (let i = 0; i < tried; i++) {
      const key = randomKey(cipher, random);
      const plain = Uint8Array.from({ length: side * side }, () => random.below(256));
      const image = await encrypt(cipher, key, plain);
      for (const change of changesOf(cipher, changes, random)) {
        signal?.throwIfAborted();
        const other = await encrypt(cipher, change(key.slice()), plain);
        trials++;
        if (2 * sameBytes(image, other) > plain.length) successes++;
      }
      onProgress?.((i + 1) / tried);
    }
    return {
      successes,
      trials,
      // Of half of 256 bytes the same.
      chance: 2 ** -64,
      sentence: `${successes} of ${trials} changes of the native key left more than half of a cipher image as it was`,
    };
  },
};

type Change = (key: Uint8Array) => Uint8Array;

/** Bits that count, and every number or all of the key mirrored. */
function changesOf({ nativeKey }: Cipher, count: number, random: Random): Change[] {
  const { bytes, nonceBytes = 0, values, valueBytes = 8 } = nativeKey;
  const secretBytes = bytes - nonceBytes;
  const counts = (bit: number): boolean =>
    values === undefined ||
    valueBytes !== 8 ||
    bit >= 64 * values.length ||
    bit % 64 < 64 - unusedBits;
  const bits = Array.from({ length: 8 * secretBytes }, (_, bit) => bit).filter(counts);
  const flips = Array.from({ length: Math.min(count, bits.length) }, (_, i): Change => {
    // Without repetition: each time one of those that are left.
    const at = i + random.below(bits.length - i);
    [bits[i], bits[at]] = [bits[at]!, bits[i]!];
    const bit = bits[i];
    return (key) => {
      key[bit >> 3]! ^= 0x80 >> (bit & 7);
      return key;
    };
  });
  const mirror =
    (from: number, length: number): Change =>
    (key) => {
      for (let i = from; i < from + length; i++) key[i]! ^= 0xff;
      return key;
    };
  const numbers = (values ?? []).map((_, i) => mirror(valueBytes * i, valueBytes));
  return [...flips, ...numbers, mirror(0, secretBytes)];
}

async function encrypt(cipher: Cipher, key: Uint8Array, plain: Uint8Array): Promise<Uint8Array> {
  const data = plain.slice();
  const raster = { width: side, height: side, channels: 1, bytesPerSample: 1, data } as const;
  await cipher.encrypt(raster, key, { threads: 1 });
  return data;
}
