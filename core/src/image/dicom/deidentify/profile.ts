import { basicProfile } from "./basic-profile.ts";
import type { DicomProfileName } from "./profile-names.ts";

/** What becomes of an element's value: see `basic-profile.ts`. */
export type Action = "K" | "Z" | "D" | "U" | "W";

/** What is known of an element that is not removed. */
export interface Rule {
  readonly action: Action;
  /** Representations that its value may have (PS3.6). */
  readonly vrs: readonly string[];
  /** How many values it may have. */
  readonly most: number;
}

/** The rules by tags as "00080016"; elements without one are removed. */
export type DicomProfile = ReadonlyMap<string, Rule>;

const tables: Readonly<Record<DicomProfileName, string>> = { basic: basicProfile };

export function dicomProfile(name: DicomProfileName): DicomProfile {
  const rules = new Map<string, Rule>();
  for (const line of tables[name].trim().split("\n")) {
    const [action, vr, group, ...elements] = line.split(" ");
    const [vrs, times = "1"] = vr!.split("*");
    const most = times === "n" ? Infinity : Number(times);
    const rule = { action: action as Action, vrs: vrs!.split("/"), most };
    for (const element of elements) rules.set(`${group}${element}`, rule);
  }
  return rules;
}
