import type { Attack } from "./attack.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";

const pairs = 8;

/** Where one changed byte changes few others, an edited image shows what was edited. */
export const localChange: Attack = {
  id: "local-change",
  question: "Do two images that differ in one byte have most of their cipher images in common?",
  source:
    "the differential attack that NPCR and UACI stand for (Wu, Noonan, Agaian 2011), counted byte by byte",
  setting: "nonce-reused",
  needs: ["known images"],
  controls: { falls: "xor-reused", stands: "conv-multi" },
  async run(oracle, { scene, random, onProgress }) {
    let successes = 0;
    const size = scene.data.length;
    for (let pair = 0; pair < pairs; pair++) {
      const image = randomImage(scene, random);
      const changed = image.data.slice();
      changed[random.below(size)]! += 1 + random.below(255);
      const [a, b] = [await oracle.encrypt(image), await oracle.encrypt(withData(scene, changed))];
      successes += sameBytes(a.image.data, b.image.data);
      onProgress?.((pair + 1) / pairs);
    }
    return {
      successes,
      trials: pairs * size,
      chance: byteChance,
      sentence: `of ${pairs} pairs of images that differ in one byte the cipher images were compared`,
    };
  },
};
