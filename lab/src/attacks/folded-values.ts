import type { Attack } from "./attack.ts";
import { randomImage, sameBytes, withData } from "./random-image.ts";

/** A sample and its negative are folded onto one another. */
const folded = (value: number): number => Math.min(value, 255 - value);

/** A sample that is itself or its negative is known but for that. */
export const foldedValues: Attack = {
  id: "folded-values",
  question: "Is every sample in its place itself or its negative, so that outlines show?",
  source: "Chang and Case 2020: cipher images of pixel-based encryption alone show the picture",
  setting: "as-used",
  needs: [],
  controls: { falls: "learnable-pixels", stands: "aes-256-ctr" },
  async run(oracle, { scene, random }) {
    const { width, height } = scene;
    const gray = {
      ...scene,
      channels: 1,
      colour: "gray",
      data: new Uint8Array(width * height),
    } as const;
    const unknown = randomImage({ ...gray, bits: 8 }, random);
    const cipher = (await oracle.encrypt(unknown)).image.data;
    const shown = (await oracle.encrypt(scene)).image.data;
    const { channels } = scene;
    const step = channels * (scene.bits > 8 ? 2 : 1);
    // Whichever way the channels lie, their mean is the same.
    const outlines = Uint8Array.from({ length: width * height }, (_, pixel) => {
      let sum = 0;
      for (let i = 0; i < step; i++) sum += folded(shown[pixel * step + i]!);
      return (2 * sum) / step;
    });
    return {
      successes: sameBytes(cipher.map(folded), unknown.data.map(folded)),
      trials: unknown.data.length,
      chance: 1 / 128,
      sentence:
        "of a gray image of noise, samples of the cipher image were compared with those in their places, both folded at the middle",
      recovered: withData({ ...gray, bits: 8 }, outlines),
    };
  },
};
