import { expect, test } from "vitest";
import { kaplanYorke } from "../dynamics/kaplan-yorke.ts";
import { flows, maps } from "../dynamics/systems/list.ts";
import { effectiveKeyBits } from "./effective-key.ts";
import {
  cellularKeySpace,
  chaoticKeySpace,
  convolutionalKeySpace,
  generatorKeySpace,
} from "./key-space.ts";

// REFERENCE 2.11.
test("equation 1: unit ranges in steps of 1e-15 are 99.66 bits a dimension", () => {
  const unit = { low: 0, high: 1, step: 1e-15 };
  const dimensions = (n: number): number =>
    chaoticKeySpace(Array.from({ length: n }, () => ({ initial: unit, control: unit })));
  expect(dimensions(1).toFixed(2)).toBe("99.66");
  expect(Math.round(dimensions(3))).toBe(299);
  expect(Math.round(dimensions(4))).toBe(399);
});

test("equation 2: 64 cells with nine neighbours and inputs of a byte are 9728 bits", () => {
  const bytes = { stateLevels: 256, weightLevels: 256, inputLevels: 256 };
  expect(cellularKeySpace({ cells: 64, neighbours: 9, inputs: 9, ...bytes })).toBe(9728);
});

test("equation 3: one 3 x 3 kernel of bytes is 72 bits, 48 of them 3456", () => {
  const kernel = { levels: 256, rows: 3, columns: 3 };
  expect(convolutionalKeySpace({ layers: 1, kernels: 1, ...kernel })).toBe(72);
  expect(convolutionalKeySpace({ layers: 3, kernels: 16, ...kernel })).toBe(3456);
});

test("equation 4: a hundred components of a byte are 800 bits", () => {
  expect(generatorKeySpace({ levels: 256, dimensions: 100 })).toBe(800);
});

// REFERENCE 2.11, from 53 bits for every initial value.
test.each([
  ["logistic-4", 53],
  ["lorenz", 109],
  ["chen", 115],
  ["hopfield-3b", 119],
  ["hopfield-4", 159],
  ["cellular-4", 159],
  ["hyper-chen-0.5", 160],
  ["hyper-lorenz", 160],
])("%s: %d effective bits of initial values", (id, bits) => {
  const { exponents, box } = [...flows, ...maps].find((each) => each.id === id)!;
  const key = {
    initial: box.map(() => 53),
    controls: [],
    symmetries: 0,
    usable: 1,
    dimension: kaplanYorke(exponents),
  };
  const found = effectiveKeyBits(key);
  expect(Math.abs(found.bits - bits)).toBeLessThan(1);
  expect(found.limit).toBe(box.length === 1 ? "measured" : "attractor");
  expect(effectiveKeyBits({ ...key, symmetries: 1 }).bits).toBeCloseTo(found.bits - 1, 9);
});

test("controls are not forgotten, unusable keys do not count, a seed bounds them all", () => {
  const lorenz = { initial: [53, 53, 53], controls: [53], symmetries: 1, dimension: 2 };
  expect(effectiveKeyBits({ ...lorenz, usable: 1 }).bits).toBe(158);
  expect(effectiveKeyBits({ ...lorenz, usable: 0.5 }).bits).toBe(157);
  expect(effectiveKeyBits({ ...lorenz, usable: 1, seedBits: 128 })).toEqual({
    bits: 128,
    measured: 212,
    limit: "seed",
  });
});

test("a key that is forgotten, or none of which can be used, has no bits", () => {
  const none = { initial: [], controls: [], symmetries: 1, usable: 1 };
  expect(effectiveKeyBits(none)).toEqual({ bits: 0, measured: 0, limit: "measured" });
  expect(effectiveKeyBits({ ...none, initial: [53], usable: 0 }).bits).toBe(0);
});
