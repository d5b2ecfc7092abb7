import type { Length, SettingRange, Settings } from "../../recipe.ts";
import { rate, steps, weight, whole } from "../../setting-range.ts";

const full = {
  steps: 12_000,
  batch: 32,
  rate: 0.002,
  side: 32,
  layers: 2,
  channels: 32,
  keyPlanes: 3,
  entropy: 0.1,
  security: 1,
  correlation: 0.05,
  avalanche: 0.2,
  adversary: 0.02,
  adversaryRuns: 2,
  measured: 256,
};

/** Names of its settings. */
export type Setting = keyof typeof full;

export const ranges: Readonly<Record<Setting, SettingRange>> = {
  steps,
  batch: whole(2, 4096, "images in one step"),
  rate,
  side: whole(16, 256, "rows and columns of the crops"),
  layers: whole(1, 8, "hidden convolution layers each way"),
  channels: whole(1, 48, "channels of each hidden layer"),
  keyPlanes: whole(1, 4, "planes of key samples beside the image"),
  entropy: weight("weight of the missing entropy"),
  security: weight("factor of the three weights that follow"),
  correlation: weight("weight of the correlation of neighbours"),
  avalanche: weight("weight of the missing difference under another key"),
  adversary: weight("weight of what the adversary recovers"),
  adversaryRuns: whole(0, 10, "runs of the adversary in one step"),
  measured: whole(2, 10_000, "held-out pictures that are measured at the end"),
};

/** The full recipe, and shorter ones that show that everything works and not how well. */
export const lengths: Readonly<Record<Length, Settings<Setting>>> = {
  full,
  quick: { ...full, steps: 500, batch: 16, channels: 16, adversaryRuns: 1, measured: 32 },
  glimpse: { ...full, steps: 60, batch: 8, channels: 8, adversaryRuns: 1, measured: 8 },
};
