import { expect, test } from "vitest";
import type { JudgedMetric } from "./judge.ts";
import { failsOnlyUnderRepeatedNonce } from "./nonce-note.ts";

const ids = [
  "entropy",
  "npcr-min",
  "npcr-scores",
  "uaci-min",
  "avalanche-min",
  "npcr-min-as-used",
  "key-sensitivity-npcr",
];

/** An analysis in which some metrics fail. */
function failing(...failed: readonly string[]): readonly JudgedMetric[] {
  return ids.map((id) => ({
    id,
    value: 1,
    n: 10,
    verdict: failed.includes(id) ? "fail" : "pass",
  }));
}

test.each([
  ["a stream cipher", ["npcr-min", "npcr-scores", "uaci-min", "avalanche-min"], true],
  ["a stream cipher on an image of three samples", ["avalanche-min"], true],
  ["one that passes", [], false],
  ["one that fails with a nonce for every image too", ["npcr-min", "npcr-min-as-used"], false],
  ["one whose key does nothing as well", ["npcr-min", "key-sensitivity-npcr"], false],
  ["one that leaves traces of the image as well", ["npcr-min", "entropy"], false],
  ["one whose changes vary too little, but reach everything", ["npcr-scores"], false],
])("%s", (_, failed, only) => {
  expect(failsOnlyUnderRepeatedNonce(failing(...failed))).toBe(only);
});
