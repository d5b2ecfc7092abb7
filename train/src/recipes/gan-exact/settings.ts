import type { Length, SettingRange, Settings } from "../../recipe.ts";
import { rate, real, steps, whole } from "../../setting-range.ts";

const full = {
  steps: 3000,
  batch: 4,
  rate: 0.02,
  columns: 16,
  rounds: 10,
  pairs: 8,
  reach: 0.06,
  discriminatorRuns: 2,
  freshSteps: 300,
  measured: 24,
};

/** Names of its settings. */
export type Setting = keyof typeof full;

export const ranges: Readonly<Record<Setting, SettingRange>> = {
  steps,
  batch: whole(1, 256, "images in one step"),
  rate,
  columns: whole(8, 64, "columns of each plane; crops have twice as many, and as many rows"),
  rounds: whole(1, 32, "rounds with kernels of their own"),
  pairs: whole(1, 64, "pairs of changed kernels that are tried in one step"),
  reach: real(0.01, 1, "how far kernels are changed to try them; 1 is a weight of 64"),
  discriminatorRuns: whole(1, 10, "runs of the discriminator in one step"),
  freshSteps: whole(10, 100_000, "steps of every fresh discriminator that measures"),
  measured: whole(2, 1000, "fresh discriminators for each kind of kernels"),
};

/** The full recipe, and shorter ones that show that everything works and not how well. */
export const lengths: Readonly<Record<Length, Settings<Setting>>> = {
  full,
  quick: { ...full, steps: 500, pairs: 4, freshSteps: 200, measured: 8 },
  glimpse: {
    ...full,
    steps: 60,
    batch: 2,
    pairs: 2,
    discriminatorRuns: 1,
    freshSteps: 20,
    measured: 3,
  },
};
