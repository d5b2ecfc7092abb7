import { describe, expect, test } from "vitest";
import { style } from "./style.ts";

const [light, dark] = style.split("@media (prefers-color-scheme: dark)");
const colours = (css: string): ReadonlyMap<string, string> =>
  new Map([...css.matchAll(/--([a-z-]+): (#[\da-f]{6})/g)].map(([, name, hex]) => [name!, hex!]));

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

test("contrast is computed as in WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 6);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each([
  ["light", colours(light!)],
  ["dark", colours(dark!.slice(0, dark!.indexOf("* {")))],
])("%s", (_, named) => {
  test.each([
    ["ink", "card"],
    ["ink", "page"],
    ["soft", "card"],
    ["soft", "page"],
    ["accent", "card"],
    ["pass", "pass-back"],
    ["fail", "fail-back"],
    ["info", "info-back"],
  ])("%s can be read on %s", (text, back) => {
    expect(contrast(named.get(text)!, named.get(back)!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["gray", "red", "green", "blue"])("a %s chart stands out from the card", (tone) => {
    expect(contrast(named.get(tone)!, named.get("card")!)).toBeGreaterThanOrEqual(3);
  });
});
