import { expect, test } from "vitest";
import { soundCipher } from "../weak/weak-cipher.ts";
import type { CalibrationCounts } from "./calibration.ts";
import { calibrationFaults, calibrationRows, placeOf, powerTable } from "./power-page.ts";
import { powerPage } from "./power-report.ts";

test("counts are placed beside what even p-values give", () => {
  expect(placeOf(50, 1000, 0.05, 1)).toBe("inside");
  expect(placeOf(80, 1000, 0.05, 1)).toBe("above");
  expect(placeOf(20, 1000, 0.05, 1)).toBe("below");
  // Among many intervals more lies inside.
  expect(placeOf(67, 1000, 0.05, 1)).toBe("above");
  expect(placeOf(67, 1000, 0.05, 300)).toBe("inside");
});

const calibration = (tests: CalibrationCounts["tests"]): CalibrationCounts => ({
  analyses: 1000,
  tests,
  families: [1000, 40, 9, 1],
});

test("too many small p-values are a fault, too few where they should be even", () => {
  const faults = (tests: CalibrationCounts["tests"]): readonly string[] =>
    calibrationFaults(calibrationRows(calibration(tests)));
  expect(faults({ "chi-square": [1000, 52, 11, 1], "npcr-min": [1000, 3, 0, 0] })).toEqual([]);
  expect(faults({ "npcr-min": [1000, 99, 0, 0] })).toEqual([
    "npcr-min: more small p-values than its levels say",
  ]);
  expect(faults({ "chi-square, by channel": [1000, 3, 0, 0] })).toEqual([
    "chi-square, by channel: fewer, although they are even",
  ]);
});

const result = (id: string, channels: 1 | 3, refused: readonly string[]) =>
  ({ cipher: { ...soundCipher, id, source: "a flaw" }, channels, key: 0, refused }) as const;

test("a row says how often a cipher was caught, and by what", () => {
  const results = [result("a", 1, ["x"]), result("a", 3, ["x", "y"]), result("a", 3, [])];
  expect(powerTable(results, ({ refused }) => refused)).toContain(
    "| a: a flaw | 1 of 1 | 1 of 2 |  | `x`, `y` |",
  );
});

test("what the control fails as well does not count, and a sound cipher must pass", () => {
  const study = {
    calibration: calibration({ "chi-square": [1000, 52, 11, 1] }),
    weak: [result("weak", 1, ["x"])],
    blind: [
      result("control", 1, ["npcr-min"]),
      result("seen", 1, ["npcr-min", "x"]),
      result("unseen", 1, ["npcr-min"]),
    ],
    aes: [result("aes", 1, ["npcr-min"])],
    controlOf: new Map([
      ["seen", "control"],
      ["unseen", "control"],
    ]),
    photographs: "drawn",
    remark: "One of another day.",
    share: 0.5,
  };
  const { page, missed } = powerPage(study);
  expect(missed).toEqual([]);
  expect(page).toContain("Caught at all: 1 of 2");
  expect(page).toContain("Not caught: unseen");
  expect(page).toMatch(/So far 50 parts in 100 .* One of another day\.\n/);
  expect(powerPage({ ...study, remark: "", share: 1 }).page).toContain("95%.\n\n## Sound");
  expect(powerPage({ ...study, weak: [result("weak", 1, [])] }).missed).toHaveLength(1);
  expect(powerPage({ ...study, aes: [result("aes", 1, ["entropy"])] }).missed).toEqual([
    "aes is sound, and refused by entropy",
  ]);
});
