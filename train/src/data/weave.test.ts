import { Random } from "@neuroveil/autodiff";
import { expect, test } from "vitest";
import { drawWeaves } from "./weave.ts";

const side = 24;
const plane = side * side;
const pieces = drawWeaves(40, side, Random.fromText("weave"));

test("pieces of cloth are 8-bit samples less 128, and differ", () => {
  expect(pieces).toHaveLength(40 * 3 * plane);
  expect(pieces.every((sample) => sample >= -128 && sample <= 127 && sample % 1 === 0)).toBe(true);
  expect(new Set(Array.from({ length: 40 }, (_, i) => pieces[3 * i * plane])).size).toBeGreaterThan(
    20,
  );
});

/** Mean square of the difference of samples that lie `offset` rows and columns apart. */
function unlike(piece: number, offset: number): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y + offset < side; y++) {
    for (let x = 0; x + offset < side; x++, count++) {
      const at = 3 * piece * plane + y * side + x;
      sum += (pieces[at]! - pieces[at + offset * side + offset]!) ** 2;
    }
  }
  return sum / count;
}

test("threads repeat: a thread down and across lies the same colour, by the grain alone another", () => {
  // Differences of two independent grains of -16 to 16.
  const grain = (2 * (33 ** 2 - 1)) / 12;
  const least = Array.from({ length: 40 }, (_, piece) =>
    Math.min(...[3, 4, 5, 6].map((thread) => unlike(piece, thread))),
  );
  for (const value of least) expect(value / grain).toBeCloseTo(1, 0);
  const mean = least.reduce((a, b) => a + b, 0) / least.length;
  expect(mean / grain).toBeGreaterThan(0.95);
  expect(mean / grain).toBeLessThan(1.05);
});
