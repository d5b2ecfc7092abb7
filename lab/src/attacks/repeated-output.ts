import type { Attack } from "./attack.ts";
import { randomImage, withData } from "./random-image.ts";

const images = 256;
const blockBytes = 8;

/**
 * What absorbs two words, and may let a change of one take back a change of the other, is tried by
 * birthday: an output that comes back is a finding, whatever the words were.
 */
export const repeatedOutput: Attack = {
  id: "repeated-output",
  question:
    "Do images that differ in two words alone ever share a part of the cipher image or the key vector?",
  source: "the general form of finding 2 on this project's own ciphers, November 2026",
  setting: "nonce-reused",
  needs: ["chosen images"],
  controls: { falls: "cellular-adaptive-literal", stands: "conv-multi" },
  async run(oracle, { scene, random, signal, onProgress }) {
    const base = randomImage(scene, random);
    const blocks = Math.floor(base.data.length / blockBytes);
    const places = [random.below(blocks), random.below(blocks)].map((block) => block * blockBytes);
    const seen = new Set<string>();
    let [successes, trials] = [0, 0];
    const count = (name: number | "key vector", bytes: Uint8Array): void => {
      const output = `${name}: ${bytes.join()}`;
      trials++;
      if (seen.has(output)) successes++;
      seen.add(output);
    };
    for (let i = 0; i < images; i++) {
      signal?.throwIfAborted();
      const data = base.data.slice();
      for (const place of places) data.set([random.below(256), random.below(256)], place);
      const { image, keyVector } = await oracle.encrypt(withData(scene, data));
      for (let at = 0; at + blockBytes <= image.data.length; at += blockBytes)
        if (!places.includes(at)) count(at, image.data.subarray(at, at + blockBytes));
      // One of fewer bytes repeats by chance.
      if (keyVector.length >= blockBytes) count("key vector", keyVector);
      onProgress?.((i + 1) / images);
    }
    return {
      successes,
      trials,
      chance: images * 2 ** (-8 * blockBytes),
      sentence: `of ${images} images that differ in two words of 16 bits, ${successes} blocks of ${blockBytes} bytes and key vectors of ${trials} had been seen before`,
    };
  },
};
