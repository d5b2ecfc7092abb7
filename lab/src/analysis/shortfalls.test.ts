import { expect, test } from "vitest";
import { overallVerdict } from "./overall-verdict.ts";
import { shortfalls } from "./shortfalls.ts";

test("what was not judged and places that there are not are said, nothing else", () => {
  const whole = { metrics: [], unjudged: [], positions: 100, positionsAsked: 100 };
  expect(shortfalls(whole)).toEqual([]);
  expect(shortfalls({ ...whole, positions: 6 })).toEqual([
    "One sample was changed at 6 places, not at 100: the image has no more.",
  ]);
  expect(shortfalls({ metrics: [], unjudged: ["mse", "mae"] })).toEqual([
    "Not judged, for want of samples or of contrast: mse, mae.",
  ]);
});

test("without a test that can fail nothing passes", () => {
  const words = (...verdicts: ("pass" | "fail" | "info")[]): string =>
    overallVerdict(verdicts.map((verdict) => ({ id: "mse", value: 1, n: 1, verdict }))).words;
  expect(words("info")).toBe("is judged by no test");
  expect(words("info", "pass", "pass")).toBe("passes all 2 tests");
  expect(words("fail", "pass", "info")).toBe("fails 1 of 2 tests");
});
