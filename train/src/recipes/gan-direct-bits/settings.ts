import type { Length, SettingRange, Settings } from "../../recipe.ts";
import { rate, steps, whole } from "../../setting-range.ts";

const full = {
  steps: 15_000,
  batch: 4096,
  rate: 0.0008,
  bits: 16,
  eveRuns: 2,
  freshSteps: 10_000,
  measured: 10_000,
};

/** Names of its settings. */
export type Setting = keyof typeof full;

export const ranges: Readonly<Record<Setting, SettingRange>> = {
  steps,
  batch: whole(2, 65_536, "messages in one step"),
  rate,
  bits: whole(4, 64, "bits of a message, of a key and of a cipher text, an even number"),
  eveRuns: whole(1, 10, "runs of Eve in one step"),
  freshSteps: whole(1, 1_000_000, "steps of the fresh Eve that measures"),
  measured: whole(2, 65_536, "messages that are measured at the end"),
};

/** The setting of the paper, and shorter ones with smaller batches and a higher rate. */
export const lengths: Readonly<Record<Length, Settings<Setting>>> = {
  full,
  quick: { ...full, steps: 6000, batch: 256, rate: 0.004, freshSteps: 3000 },
  glimpse: { ...full, steps: 200, batch: 64, rate: 0.004, freshSteps: 50, measured: 500 },
};
