import type { Attack } from "./attack.ts";
import { byteChance, randomImage, sameBytes } from "./random-image.ts";

const copies = 8;
/** Of a share that is not seen as a leak for a few bytes. */
const leak = 2 * byteChance;

/** NPCR and UACI look at encryption; a chain may spread a change in that direction only. */
export const localChangeBackward: Attack = {
  id: "local-change-backward",
  question: "Does a cipher image with one changed byte decrypt to most of what it was?",
  source: "the differential attack in the other direction; chosen cipher images",
  setting: "unverified",
  needs: ["chosen cipher images"],
  controls: { falls: "cnse", stands: "conv-multi" },
  async run(oracle, { scene, random, onProgress }) {
    let [successes, refused] = [0, 0];
    const size = scene.data.length;
    for (let copy = 0; copy < copies; copy++) {
      const plain = randomImage(scene, random);
      const cipher = await oracle.encrypt(plain);
      const changed = cipher.image.data.slice();
      changed[random.below(changed.length)]! += 1 + random.below(255);
      const opened = await oracle.open(cipher, changed);
      if (opened === undefined) refused++;
      else successes += sameBytes(opened.data, plain.data);
      onProgress?.((copy + 1) / copies);
    }
    const share = successes / (copies * size);
    const outcome =
      refused === copies
        ? "were refused"
        : share < leak
          ? "decrypted to noise"
          : `left ${(100 * share).toFixed(1)}% of the picture as it was`;
    return {
      successes,
      trials: copies * size,
      chance: byteChance,
      sentence: `${copies} cipher images with one changed byte each ${outcome}`,
    };
  },
};
