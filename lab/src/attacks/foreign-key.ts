import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";
import { randomKey } from "./random-key.ts";

/** A recurrent network that forgets its key decrypts under the attacker's own. */
export const foreignKey: Attack = {
  id: "foreign-key",
  question: "Does the attacker's own random key decrypt, since the network forgets the right one?",
  source:
    "the state of a recurrent network of contracting gates comes together from any start: the fading memory of echo state networks (Jaeger 2001); here the start is the key",
  setting: "as-used",
  needs: [],
  controls: { falls: "hybrid-literal", stands: "conv-multi" },
  async run(oracle, { scene, random }) {
    const { cipher } = oracle;
    const key = randomKey(cipher, random);
    const open = async (image: Image): Promise<Uint8Array> => {
      const { image: carrier, keyVector } = await oracle.encrypt(image);
      const { width, height, channels, bits } = image;
      const bytesPerSample = bits > 8 ? 2 : 1;
      const data = carrier.data.slice();
      // The key vector that comes out tells that the key is wrong, and is of no interest.
      await cipher.decrypt({ width, height, channels, bytesPerSample, data }, key, keyVector, {
        threads: 1,
      });
      return data;
    };
    const unknown = randomImage(scene, random);
    return {
      successes: sameBytes(await open(unknown), unknown.data),
      trials: unknown.data.length,
      chance: byteChance,
      sentence: "a random native key, which is not the right one, was used to decrypt",
      recovered: withData(scene, await open(withData(scene, scene.data))),
    };
  },
};
