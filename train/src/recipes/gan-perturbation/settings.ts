import type { Length, SettingRange, Settings } from "../../recipe.ts";
import { rate, steps, weight, whole } from "../../setting-range.ts";

const full = {
  steps: 6000,
  batch: 32,
  rate: 0.002,
  channels: 12,
  discriminator: 0.02,
  entropy: 1,
  correlation: 1,
  discriminatorRuns: 1,
  measured: 256,
};

/** Names of its settings. */
export type Setting = keyof typeof full;

export const ranges: Readonly<Record<Setting, SettingRange>> = {
  steps,
  batch: whole(2, 4096, "perturbations in one step"),
  rate,
  channels: whole(1, 48, "channels of each hidden layer"),
  discriminator: weight("weight of what the discriminator tells from noise"),
  entropy: weight("weight of the missing entropy"),
  correlation: weight("weight of the correlation of neighbours"),
  discriminatorRuns: whole(1, 10, "runs of the discriminator in one step"),
  measured: whole(2, 10_000, "held-out pictures that are measured at the end"),
};

/** The full recipe, and shorter ones that show that everything works and not how well. */
export const lengths: Readonly<Record<Length, Settings<Setting>>> = {
  full,
  quick: { ...full, steps: 500, batch: 16, measured: 64 },
  glimpse: { ...full, steps: 60, batch: 8, measured: 8 },
};
