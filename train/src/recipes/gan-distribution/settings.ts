import type { Length, SettingRange, Settings } from "../../recipe.ts";
import { rate, steps, weight, whole } from "../../setting-range.ts";

const full = {
  steps: 12_000,
  batch: 32,
  rate: 0.002,
  side: 32,
  layers: 2,
  channels: 24,
  keyPlanes: 3,
  texture: 0,
  cycle: 10,
  cycleBack: 10,
  discriminator: 1,
  adversary: 3,
  adversaryRuns: 1,
  freshSteps: 1000,
  measured: 256,
};

/** Names of its settings. */
export type Setting = keyof typeof full;

export const ranges: Readonly<Record<Setting, SettingRange>> = {
  steps,
  batch: whole(2, 4096, "images, and samples of the target, in one step"),
  rate,
  side: whole(16, 256, "rows and columns of the crops"),
  layers: whole(1, 8, "hidden convolution layers of each generator"),
  channels: whole(1, 48, "channels of each hidden layer"),
  keyPlanes: whole(1, 4, "planes of key samples beside the image"),
  texture: whole(0, 1, "target of the cipher images: 0 noise, 1 drawn cloth"),
  cycle: weight("weight of what an image loses on its way there and back"),
  cycleBack: weight("weight of what a sample of the target loses on its way back and there"),
  discriminator: weight("weight of what either discriminator tells"),
  adversary: weight("weight of what an adversary without the key recovers"),
  adversaryRuns: whole(1, 10, "runs of the adversary in one step"),
  freshSteps: whole(1, 100_000, "steps in which those who attack the finished network learn"),
  measured: whole(2, 10_000, "held-out pictures that are measured at the end"),
};

/** The full recipe, and shorter ones that show that everything works and not how well. */
export const lengths: Readonly<Record<Length, Settings<Setting>>> = {
  full,
  quick: { ...full, steps: 500, batch: 16, channels: 16, freshSteps: 200, measured: 32 },
  glimpse: { ...full, steps: 60, batch: 8, channels: 8, freshSteps: 20, measured: 8 },
};
