import type { Length, SettingRange, Settings } from "../../recipe.ts";
import { rate, steps, weight, whole } from "../../setting-range.ts";

const full = {
  steps: 8000,
  batch: 32,
  rate: 0.002,
  side: 32,
  layers: 2,
  channels: 24,
  keyPlanes: 3,
  discriminator: 0.002,
  adversary: 0.05,
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
  layers: whole(1, 8, "hidden convolution layers of generator and decryptor"),
  channels: whole(1, 48, "channels of each hidden layer"),
  keyPlanes: whole(1, 4, "planes of key samples beside the image"),
  discriminator: weight("weight of what the discriminator tells from noise"),
  adversary: weight("weight of what Eve recovers"),
  adversaryRuns: whole(1, 10, "runs of Eve in one step"),
  measured: whole(2, 10_000, "held-out pictures that are measured at the end"),
};

/** The full recipe, and shorter ones that show that everything works and not how well. */
export const lengths: Readonly<Record<Length, Settings<Setting>>> = {
  full,
  quick: { ...full, steps: 500, batch: 16, channels: 16, measured: 32 },
  glimpse: { ...full, steps: 60, batch: 8, channels: 8, adversaryRuns: 1, measured: 8 },
};
