import type { SettingRange } from "./recipe.ts";

/** A setting that is a whole number from `low` to `high`. */
export function whole(low: number, high: number, description: string): SettingRange {
  return { low, high, whole: true, description };
}

/** A setting that is any number from `low` to `high`. */
export function real(low: number, high: number, description: string): SettingRange {
  return { low, high, whole: false, description };
}

/** A weight of a loss. */
export function weight(description: string): SettingRange {
  return real(0, 1000, description);
}

export const steps: SettingRange = whole(1, 10_000_000, "training steps");
export const rate: SettingRange = real(1e-7, 1, "highest learning rate");
