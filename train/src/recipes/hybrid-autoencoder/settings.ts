import { patchSide } from "neuroveil/internal/networks";
import type { Length, SettingRange, Settings } from "../../recipe.ts";
import { rate, steps, weight, whole } from "../../setting-range.ts";

/** The first seven beside `side` are the hyperparameters of the paper (section 5) and its ablation (6.4). */
const full = {
  steps: 12_000,
  rate: 0.002,
  batch: 32,
  cnnLayers: 1,
  lstmLayers: 1,
  keyBytes: 32,
  channels: 16,
  units: 64,
  backwards: 0,
  patches: 8,
  entropy: 0.1,
  security: 1,
  correlation: 0.05,
  avalanche: 0.2,
  adversary: 0.02,
  adversaryRuns: 1,
  measured: 256,
};

/** Names of its settings. */
export type Setting = keyof typeof full;

export const ranges: Readonly<Record<Setting, SettingRange>> = {
  steps,
  rate,
  batch: whole(2, 4096, "images in one step"),
  cnnLayers: whole(1, 8, "hidden convolution layers each way"),
  lstmLayers: whole(1, 4, "LSTM layers each way"),
  keyBytes: whole(1, 1024, "bytes of the key that hidden and cell states begin with"),
  channels: whole(1, 48, "channels of each hidden convolution"),
  units: whole(1, 256, "units of each LSTM layer"),
  backwards: whole(0, 1, "1: the decoder's LSTM reads from the last patch to the first"),
  patches: whole(3, 64, "rows and columns of patches of 4 × 4 pixels in the crops"),
  entropy: weight("weight of the missing entropy"),
  security: weight("factor of the three weights that follow"),
  correlation: weight("weight of the correlation of neighbours"),
  avalanche: weight("weight of the missing difference under another key"),
  adversary: weight("weight of what the adversary recovers"),
  adversaryRuns: whole(0, 10, "runs of the adversary in one step"),
  measured: whole(2, 10_000, "held-out pictures that are measured at the end"),
};

/** Rows and columns of the crops. */
export const sideOf = ({ patches }: Settings<"patches">): number => patches * patchSide;

/** The full recipe, and shorter ones that show that everything works and not how well. */
export const lengths: Readonly<Record<Length, Settings<Setting>>> = {
  full,
  quick: { ...full, steps: 500, batch: 16, channels: 8, measured: 32 },
  glimpse: { ...full, steps: 60, batch: 8, channels: 8, patches: 4, measured: 8 },
};
