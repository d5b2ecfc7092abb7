import type { Length, SettingRange, Settings } from "../../recipe.ts";
import { rate, real, steps, whole } from "../../setting-range.ts";

const full = {
  steps: 3000,
  batch: 16,
  rate: 0.02,
  shown: 3,
  keyWords: 4,
  way: 2,
  pairs: 8,
  reach: 0.06,
  adversaryRuns: 2,
  entropy: 1,
  correlation: 1,
  avalanche: 10,
  predictor: 1,
  reader: 1,
  freshSteps: 300,
  measured: 24,
};

/** Names of its settings. */
export type Setting = keyof typeof full;

export const ranges: Readonly<Record<Setting, SettingRange>> = {
  steps,
  batch: whole(2, 256, "tiles in one step"),
  rate,
  shown: whole(2, 4, "first steps of each network that are shown"),
  keyWords: whole(1, 64, "words of the first state that the key fills; the others are zero"),
  way: whole(0, 2, "where weights go: 0 anywhere, 1 evolution strategies, 2 gradients"),
  pairs: whole(1, 64, "pairs of changed weights that are tried in one step"),
  reach: real(0.001, 1, "how far weights are changed to try them; 1 is a weight of 64"),
  adversaryRuns: whole(0, 10, "runs of the adversaries in one step"),
  entropy: real(0, 100, "weight of missing entropy"),
  correlation: real(0, 100, "weight of correlated neighbours"),
  avalanche: real(0, 100, "weight of changes that change too little"),
  predictor: real(0, 100, "weight of what is predicted of the next words"),
  reader: real(0, 100, "weight of what is read of the plain samples"),
  freshSteps: whole(10, 100_000, "steps of the fresh adversaries that measure"),
  measured: whole(2, 1000, "fresh adversaries, and pictures, for each kind of weights"),
};

/** The full recipe, and shorter ones that show that everything works and not how well. */
export const lengths: Readonly<Record<Length, Settings<Setting>>> = ofLengths(full);

/** The same with some settings of its own. */
export function ofLengths(full: Settings<Setting>): Readonly<Record<Length, Settings<Setting>>> {
  return {
    full,
    quick: { ...full, steps: 500, pairs: 4, freshSteps: 100, measured: 8 },
    glimpse: { ...full, steps: 60, pairs: 2, freshSteps: 10, measured: 2 },
  };
}
