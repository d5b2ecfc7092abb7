import { expect, test } from "vitest";
import { familyWise } from "./family-wise.ts";

test("Holm's rule multiplies the k-th smallest by what is left and never falls", () => {
  const { adjusted, rejected, pass } = familyWise([0.01, 0.04, 0.03, 0.005], 0.05);
  expect(adjusted.map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(rejected).toEqual([true, false, false, true]);
  expect(pass).toBe(false);
});

test("the level is of the whole family", () => {
  const hundred = Array.from<number>({ length: 99 }).fill(0.5);
  expect(familyWise([...hundred, 1.1e-5]).pass).toBe(true);
  expect(familyWise([...hundred, 0.9e-5]).pass).toBe(false);
  expect(familyWise([...hundred, 0.9e-5]).alpha).toBe(0.001);
});

test("an empty family passes", () => {
  expect(familyWise([])).toEqual({ alpha: 0.001, adjusted: [], rejected: [], pass: true });
});

test.each([[[1.5]], [[-0.1]], [[Number.NaN]]])("p-values %j are refused", (pValues) => {
  expect(() => familyWise(pValues)).toThrow(/"pValues" expected numbers from 0 to 1/);
});

test("a level outside 0 to 1 is refused", () => {
  expect(() => familyWise([0.5], 0)).toThrow(/"alpha" expected between 0 and 1, got 0/);
});
