import type { Cipher } from "neuroveil/ciphers";
import { nativeKeyFrom } from "../../analysis/native-key.ts";
import { cipherImage, decryptedImage } from "../../analysis/cipher-image.ts";
import { learnToDecrypt } from "../../attacks/neural-known-plaintext.ts";
import { containerOracle } from "../../attacks/oracle.ts";
import { randomKey } from "../../attacks/random-key.ts";
import { randomImage } from "../../attacks/random-image.ts";
import { drawGrayScene } from "../../datasets/scene.ts";
import { seededRandom } from "../../random/random.ts";
import { kept } from "./measure-pictures.ts";
import { processorSeconds } from "./processor-time.ts";

/** What the attacker network gains over the same network on shuffled pairs, with its 99% interval. */
export interface NetworkRecord {
  readonly pairs: number;
  readonly gain: readonly [value: number, low: number, high: number];
  /** Bits of unseen images that it told, and how many there were. */
  readonly right: number;
  readonly bits: number;
}

/** Ciphers that the network is set on: the claim's, its ablation, the yardstick, and two controls. */
export const networkRows: readonly string[] = [
  "hybrid",
  "hybrid-first",
  "hybrid-literal",
  "cnn-only",
  "aes-256-gcm",
  "conv-multi",
  "permutation-only",
];
export const networkPairs: readonly number[] = [75, 300, 1200];
/** As many as there is time for, for the claim's cipher and the yardstick. */
export const mostPairs: { readonly pairs: number; readonly rows: readonly string[] } = {
  pairs: 2400,
  rows: ["hybrid", "aes-256-gcm"],
};

/** Section 6.5: under one key and a nonce for every image, as a cipher is used; or under one nonce. */
export async function measureNetwork(
  cipher: Cipher,
  pairs: number,
  setting: "as-used" | "nonce-reused",
): Promise<NetworkRecord> {
  const secret = Uint8Array.from({ length: 32 }, (_, i) => 11 * i + 3);
  const oracle = containerOracle(cipher, setting, secret);
  const { right, tried, gain } = await learnToDecrypt(oracle, {
    random: seededRandom(23),
    pairs,
  });
  const { value, low, high } = gain;
  return { pairs, gain: [kept(value)!, kept(low)!, kept(high)!], right, bits: tried };
}

/** How fast keys can be tried with a known image. */
export interface SearchRecord {
  /** Native keys tried, each on 64 known bytes. */
  readonly tried: number;
  /** Of the processor. */
  readonly seconds: number;
  /** Keys a second, in each of ten parts of that time. */
  readonly rates: readonly number[];
  /** Bits of the native key that are secret. */
  readonly bits: number;
}

/** Parts of the search, seconds of the processor that each takes, and keys that it tries at the most. */
const [parts, budget, most] = [10, 0.05, 2000];

/** Objective 5: trial decryptions a second on this machine, of an image of 16 × 4 known samples. */
export async function measureSearch(cipher: Cipher): Promise<SearchRecord> {
  const random = seededRandom(29);
  const image = randomImage(
    { ...drawGrayScene(0, 16), height: 4, data: new Uint8Array(64) },
    random,
  );
  const key = await nativeKeyFrom(cipher, Uint8Array.of(107));
  const run = { threads: 1 };
  const encryption = { key, changed: [], memory: new Uint8Array(64), run };
  const sent = await cipherImage(cipher, image, encryption);
  const fresh = { ...sent, image: { ...sent.image, data: sent.image.data.slice() } };
  let [tried, seconds] = [0, 0];
  const rates: number[] = [];
  for (let part = 0; part < parts; part++) {
    const start = processorSeconds();
    let [own, took] = [0, 0];
    while (own === 0 || (took < budget && own < most)) {
      const guess = { key: randomKey(cipher, random), memory: encryption.memory, run };
      const found = await decryptedImage(cipher, fresh, guess);
      if (found?.image.data.every((byte, i) => byte === image.data[i]))
        throw new Error(`a random key opened ${cipher.id}`);
      own++;
      took = processorSeconds() - start;
    }
    tried += own;
    seconds += took;
    rates.push(kept(own / took)!);
  }
  const { bytes, nonceBytes = 0 } = cipher.nativeKey;
  return {
    tried,
    seconds: kept(seconds)!,
    rates,
    bits: 8 * (bytes - nonceBytes),
  };
}
