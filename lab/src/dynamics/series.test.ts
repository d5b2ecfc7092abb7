import { RungeKutta } from "neuroveil/internal/chaos";
import { describe, expect, it } from "vitest";
import { keyedWords } from "../random/keyed-words.ts";
import { logisticMap } from "../baselines/logistic.ts";
import { permutationEntropy } from "./permutation-entropy.ts";
import { sampleEntropy } from "./sample-entropy.ts";
import { decorrelationLag, subsample } from "./subsample.ts";
import { hopfield3APeriodic } from "./systems/hopfield.ts";
import { lorenzFlow } from "./systems/lorenz.ts";
import { startIn, type SmoothFlow } from "./systems/system.ts";
import { zeroOneTest } from "./zero-one-test.ts";

/** An orbit of the logistic map, on its attractor. */
function logistic(r: number, length: number): Float64Array {
  let x = 0.3;
  for (let i = 0; i < 1000; i++) x = logisticMap(r, x);
  return Float64Array.from({ length }, () => (x = logisticMap(r, x)));
}

function noise(length: number): Float64Array {
  const word = keyedWords(new Uint8Array(32).fill(7));
  return Float64Array.from({ length }, () => word() / 2 ** 32);
}

/** The first coordinate of a flow at every step. */
function steps({ field, box, step }: SmoothFlow, length: number): Float64Array {
  const flow = new RungeKutta(field, Float64Array.from(startIn(box)), step);
  flow.advance(Math.round(1000 / step));
  return Float64Array.from({ length }, () => {
    flow.advance(1);
    return flow.state[0]!;
  });
}

// REFERENCE 2.12.
describe("0-1 test", () => {
  it.each([
    [3.55, -0.005],
    [3.97, 0.9983],
    [4, 0.9985],
  ])("logistic map at r = %d", (r, known) => {
    expect(Math.abs(zeroOneTest(logistic(r, 3000)).k - known)).toBeLessThan(0.01);
  });

  it("takes noise for chaos", () => {
    expect(Math.abs(zeroOneTest(noise(3000)).k - 0.998)).toBeLessThan(0.01);
  });

  it("is fooled by a flow sampled too often, and not after subsampling", () => {
    const often = steps(lorenzFlow, 200_000);
    expect(zeroOneTest(often.subarray(0, 2000)).k).toBeLessThan(0.5);
    const seldom = subsample(often, decorrelationLag(often));
    expect(zeroOneTest(seldom.subarray(0, 2000)).k).toBeGreaterThan(0.98);
  });

  it("finds a periodic flow periodic after the same subsampling", () => {
    const often = steps(hopfield3APeriodic, 200_000);
    const seldom = subsample(often, decorrelationLag(often));
    expect(Math.abs(zeroOneTest(seldom.subarray(0, 2000)).k)).toBeLessThan(0.1);
  });

  it("a constant does not walk; too short a series is refused", () => {
    expect(Math.abs(zeroOneTest(new Float64Array(200)).k)).toBe(0);
    expect(() => zeroOneTest(noise(99))).toThrow(/"series" expected 100 values or more, got 99/);
    expect(() => zeroOneTest(new Float64Array(200).fill(Number.NaN))).toThrow(/finite numbers/);
  });
});

describe("permutation entropy", () => {
  it.each([
    [3, "0.8314", 5],
    [4, "0.7388", 12],
    [5, "0.6797", 31],
    [6, "0.6295", 75],
  ])("logistic map at r = 4, %d values", (dimension, known, orders) => {
    const found = permutationEntropy(logistic(4, 1_000_000), dimension);
    expect(Math.abs(found.value - Number(known))).toBeLessThan(0.0005);
    expect(found.orders).toBe(orders);
  });

  it("noise has every order, equally often", () => {
    const found = permutationEntropy(noise(200_000), 5);
    expect(found.value).toBeGreaterThan(0.9995);
    expect(found.orders).toBe(120);
    expect(found.n).toBe(199_996);
  });

  it("a rising series has one order; other dimensions are refused", () => {
    const rising = Float64Array.from({ length: 50 }, (_, i) => i);
    expect(permutationEntropy(rising, 4)).toEqual({ value: 0, orders: 1, n: 47 });
    expect(() => permutationEntropy(rising, 9)).toThrow(/"dimension" expected a whole number/);
  });
});

describe("sample entropy", () => {
  it.each([
    [4, 0.638],
    [3.97, 0.508],
  ])("logistic map at r = %d", (r, known) => {
    expect(Math.abs(sampleEntropy(logistic(r, 3000)).value! - known)).toBeLessThan(0.02);
  });

  it("a cycle of eight has none", () => {
    expect(sampleEntropy(logistic(3.55, 3000)).value).toBeCloseTo(0, 12);
  });

  it("independent uniform noise: 2.16 to 2.19", () => {
    const { value, matches } = sampleEntropy(noise(3000));
    expect(Math.abs(value! - 2.19)).toBeLessThan(4 / Math.sqrt(matches[1]) + 0.03);
  });

  it("null where nothing matches; settings out of range are refused", () => {
    const powers = Float64Array.from({ length: 20 }, (_, i) => 3 ** i);
    expect(sampleEntropy(powers, { tolerance: 1e-12 }).value).toBeNull();
    expect(() => sampleEntropy(powers, { tolerance: 0 })).toThrow(/"tolerance" expected/);
    expect(() => sampleEntropy(powers, { length: 0 })).toThrow(/"length" expected/);
  });
});
