import { isInstalled } from "./optional-packages.ts";

/** Who keeps the record. */
const laboratory = isInstalled("@neuroveil/lab")
  ? await import("@neuroveil/lab/attacks")
  : undefined;

/**
 * What the recorded run of `neuroveil attack` found against a cipher, with its budget; undefined for one
 * that is not in the record, and where the laboratory is not installed. docs/attacks.md has the figures.
 */
export function attacksRecorded(id: string): string | undefined {
  if (laboratory === undefined) return undefined;
  const { attackById, recorded, recordedWith } = laboratory;
  if (!Object.hasOwn(recorded, id)) return undefined;
  const { brokenBy, stood } = recorded[id]!;
  const fell = brokenBy.map((attack) => `${attack} (${attackById(attack).setting})`).join(", ");
  return [
    `${recordedWith.seconds} s each where they scale`,
    brokenBy.length === 0 ? "" : `falls to ${fell}`,
    stood.length === 0 ? "" : `stands against ${stood.join(", ")}`,
  ]
    .filter((part) => part !== "")
    .join("; ");
}
