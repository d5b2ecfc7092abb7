import type { Attack } from "./attack.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";

/** Where bytes only change places, images that number the places tell where each went. */
export const permutation: Attack = {
  id: "permutation",
  question: "Do a few images that number their own bytes tell where every byte goes?",
  source:
    "Jolfaei, Wu, Muthukkumarasamy, IEEE TIFS 11(2), 2016: log_256 of the number of bytes, rounded up",
  setting: "nonce-reused",
  needs: ["chosen images"],
  controls: { falls: "permutation-only", stands: "aes-256-ctr" },
  async run(oracle, { scene, random }) {
    const size = scene.data.length;
    const digits = Math.max(1, Math.ceil(Math.log(size) / Math.log(256)));
    const from = new Float64Array(size);
    for (let digit = 0; digit < digits; digit++) {
      const weight = 256 ** digit;
      const index = Uint8Array.from({ length: size }, (_, i) => Math.floor(i / weight));
      const { data } = (await oracle.encrypt(withData(scene, index))).image;
      for (let i = 0; i < size; i++) from[i]! += data[i]! * weight;
    }
    const back = (cipher: Uint8Array): Uint8Array => {
      const plain = new Uint8Array(size);
      // A byte that seems to stay where it was is no find: a mask that is zero there looks the same.
      for (let i = 0; i < size; i++)
        if (from[i]! < size && from[i] !== i) plain[from[i]!] = cipher[i]!;
      return plain;
    };
    const unknown = randomImage(scene, random);
    const guess = back((await oracle.encrypt(unknown)).image.data);
    return {
      successes: sameBytes(guess, unknown.data),
      trials: size,
      chance: byteChance,
      sentence: `${digits} chosen images numbered the places of ${size} bytes`,
      recovered: withData(scene, back((await oracle.encrypt(scene)).image.data)),
    };
  },
};
