import type { Attack } from "./attack.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";

/** One permutation and one additive chain: zeros give the chain, numbered places the permutation. */
export const permutationDiffusion: Attack = {
  id: "permutation-diffusion",
  question: "Do zeros give away a chain of sums, and numbered bytes the permutation before it?",
  source:
    "Hu, Yu, Zhang, Complexity 2020, 2051653: equivalent keys of permutation and diffusion from special chosen images",
  setting: "nonce-reused",
  needs: ["chosen images"],
  controls: { falls: "permutation-diffusion", stands: "conv-multi" },
  async run(oracle, { scene, random }) {
    const size = scene.data.length;
    const digits = Math.max(1, Math.ceil(Math.log(size) / Math.log(256)));
    const encrypt = async (data: Uint8Array): Promise<Uint8Array> =>
      (await oracle.encrypt(withData(scene, data))).image.data;
    // c[i] - c[i-1] = p[place(i)] + k[i], and zeros give k.
    const steps = (cipher: Uint8Array): Uint8Array =>
      cipher.map((byte, i) => byte - (i > 0 ? cipher[i - 1]! : 0));
    const keystream = steps(await encrypt(new Uint8Array(size)));
    const permuted = (cipher: Uint8Array): Uint8Array =>
      steps(cipher).map((byte, i) => byte - keystream[i]!);
    const from = new Float64Array(size);
    for (let digit = 0; digit < digits; digit++) {
      const weight = 256 ** digit;
      const index = Uint8Array.from({ length: size }, (_, i) => Math.floor(i / weight));
      permuted(await encrypt(index)).forEach((value, i) => (from[i]! += value * weight));
    }
    const back = (cipher: Uint8Array): Uint8Array => {
      const plain = new Uint8Array(size);
      permuted(cipher).forEach((value, i) => {
        if (from[i]! < size) plain[from[i]!] = value;
      });
      return plain;
    };
    const unknown = randomImage(scene, random);
    const found = back((await oracle.encrypt(unknown)).image.data);
    return {
      successes: sameBytes(found, unknown.data),
      trials: size,
      chance: byteChance,
      sentence: `${digits + 1} chosen images gave permutation and keystream of ${size} bytes`,
      recovered: withData(scene, back((await oracle.encrypt(scene)).image.data)),
    };
  },
};
