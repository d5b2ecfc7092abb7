import type { SettingRange } from "./recipe.ts";

/** A setting that is a whole number from `low` to `high`. */
export function whole(low: number, high: number, description: string): SettingRange {
  return { low, high, whole: true, description };
}

/** A setting that is any number from `low` to `high`. */
export function real(low: number, high: number, description: string): SettingRange {
  return { low, high, whole: false, description };
}
