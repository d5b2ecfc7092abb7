import { expect, test } from "vitest";
import { kaplanYorke } from "./kaplan-yorke.ts";

// REFERENCE 2.11: 53 bits a dimension.
test.each([
  ["Lorenz", [0.907, 0, -14.57], 2.06, 109],
  ["Chen", [2.024, 0, -12.02], 2.17, 115],
  ["three Hopfield neurons", [0.13, 0, -0.542], 2.24, 119],
  ["four Hopfield neurons", [0.238, 0.025, 0, -73.98], 3.0, 159],
  ["hyperchaotic Chen", [0.539, 0.1, 0, -26.14], 3.02, 160],
] as const)("%s", (_, exponents, dimension, bits) => {
  expect(kaplanYorke(exponents).toFixed(2)).toBe(dimension.toFixed(2));
  expect(Math.round(53 * kaplanYorke(exponents))).toBe(bits);
});

test("Henon's attractor has dimension 1.26", () => {
  expect(kaplanYorke([0.4193, -1.6233]).toFixed(2)).toBe("1.26");
});

test("points have dimension 0, and volumes that do not shrink that of the space", () => {
  expect(kaplanYorke([-1, -2])).toBe(0);
  expect(kaplanYorke([Math.LN2])).toBe(1);
  expect(kaplanYorke([0.5, -0.5])).toBe(2);
});
