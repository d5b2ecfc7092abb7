import { RungeKutta } from "neuroveil/internal/chaos";
import { describe, expect, test } from "vitest";
import { baselines } from "../baselines/list.ts";
import { cellular4 } from "../dynamics/systems/cellular.ts";
import { hopfield3B, hopfield4 } from "../dynamics/systems/hopfield.ts";
import { lorenzFlow } from "../dynamics/systems/lorenz.ts";
import { startIn, type Flow } from "../dynamics/systems/system.ts";
import { idealImages, next } from "../ideal-images.ts";
import { correlation } from "../metrics/correlation.ts";
import { entropy } from "../metrics/entropy.ts";
import { binomialTails } from "./binomial.ts";
import { calibrate } from "./calibration.ts";
import { differenceDistinguisher } from "./difference-distinguisher.ts";

const samples = 100_000;
const strides = [1, 2, 3, 4, 5, 6, 7, 8];

/** One byte a step, floor(|x| 10^14) mod 256, as the literature takes it; 100 time units discarded. */
function literalRecipe(flow: Flow, h: number, coordinate: number): Uint8Array {
  const orbit = new RungeKutta(flow.field, Float64Array.from(startIn(flow.box)), h);
  orbit.advance(Math.round(100 / h));
  return Uint8Array.from({ length: samples }, () => {
    orbit.advance(1);
    return Math.floor(Math.abs(orbit.state[coordinate]!) * 1e14) % 256;
  });
}

describe("the recipe of the literature", () => {
  // Reference 0.5.
  test.each([
    ["HNN3-B", 0.001, 6, 0.998, hopfield3B, 1],
    ["HNN4", 0.001, 6, 0.964, hopfield4, 1],
    ["CeNN4", 0.001, 6, 0.941, cellular4, 1],
    ["CeNN4", 0.005, 8, 0.555, cellular4, 1],
    ["Lorenz", 0.001, 8, 0.603, lorenzFlow, 0],
    ["HNN3-B", 0.01, 8, 0.55, hopfield3B, 1],
  ] as const)(
    "%s at a step of %d shows at order %d in a share of %d",
    (_, h, order, share, flow, coordinate) => {
      const { pass, strongest } = differenceDistinguisher(literalRecipe(flow, h, coordinate));
      expect(pass).toBe(false);
      expect(strongest.order).toBe(order);
      expect(Math.abs(strongest.value - share)).toBeLessThan(0.02);
    },
  );

  test("is hidden in one of four lanes until that lane is looked at", () => {
    const bytes = next(idealImages(3, { width: 4 * samples, height: 1 })).data;
    const recipe = literalRecipe(lorenzFlow, 0.001, 0);
    for (const [i, byte] of recipe.entries()) bytes[4 * i + 2] = byte;
    expect(differenceDistinguisher(bytes).pass).toBe(true);
    const { pass, strongest } = differenceDistinguisher(bytes, { strides });
    expect(pass).toBe(false);
    expect(strongest).toMatchObject({ stride: 4, lane: 2, order: 8 });
  });

  test("passes entropy and correlation at the same length", () => {
    const data = literalRecipe(lorenzFlow, 0.001, 0);
    const image = { width: 400, height: 250, channels: 1, bits: 8, colour: "gray", data } as const;
    for (const metric of [entropy, correlation])
      for (const { p } of metric({ ...image, metadata: {} })) expect(p).toBeGreaterThan(1e-3);
  });
});

describe("sound keystreams pass at every stride", () => {
  test("AES-256-CTR", () => {
    const { data } = next(idealImages(4, { width: samples, height: 1 }));
    expect(differenceDistinguisher(data, { strides }).pass).toBe(true);
  });

  test.each(["lorenz", "hyperchaos"])("the baseline %s, whose samples lie apart", async (id) => {
    const cipher = baselines.find((row) => row.id === id)!;
    const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => 37 * i + 11);
    const data = new Uint8Array(samples);
    await cipher.encrypt({ width: samples, height: 1, channels: 1, bytesPerSample: 1, data }, key);
    expect(differenceDistinguisher(data, { strides }).pass).toBe(true);
  });
});

describe("over 1,000 ideal streams", () => {
  const streams = idealImages(5, { width: 8000, height: 1 });
  const verdicts = Array.from({ length: 1000 }, () =>
    differenceDistinguisher(next(streams).data, { strides: [1, 8] }),
  );

  test.each([0, 1, 4, 9])("the share of order 1 + %d has uniform p-values", (at) => {
    const { levels, uniformity } = calibrate(verdicts.map(({ shares }) => shares[at]!.p));
    for (const found of levels) expect(found.p, JSON.stringify(found)).toBeGreaterThan(1e-4);
    expect(uniformity).toBeGreaterThan(1e-4);
  });

  test("the family is rejected at most once in a thousand times", () => {
    const rejected = verdicts.filter(({ pass }) => !pass).length;
    expect(binomialTails(rejected, 1000, 0.001).upper, `${rejected}`).toBeGreaterThan(1e-3);
  });
});

test("a constant is the extreme", () => {
  const { pass, shares } = differenceDistinguisher(new Uint8Array(1000).fill(200));
  expect(pass).toBe(false);
  expect(shares).toHaveLength(10);
  expect(shares.every(({ value }) => value === 1)).toBe(true);
});

test("the k-th difference is the definition's", () => {
  // n^3 modulo 256: differences of order 3 are 6, of higher orders 0.
  const cubes = Uint8Array.from({ length: 300 }, (_, i) => i ** 3);
  const { shares } = differenceDistinguisher(cubes);
  expect(shares[0]!.value).toBeLessThan(0.5);
  expect(shares.slice(2).every(({ value }) => value === 1)).toBe(true);
  expect(shares.map(({ n }) => n)).toEqual([299, 298, 297, 296, 295, 294, 293, 292, 291, 290]);
});

test.each([[[]], [[0]], [[9]], [[1.5]]])("strides %j are refused", (wrong) => {
  expect(() => differenceDistinguisher(new Uint8Array(1000), { strides: wrong })).toThrow(
    /"strides" expected whole numbers from 1 to 8/,
  );
});

test("too few bytes are refused", () => {
  expect(() => differenceDistinguisher(new Uint8Array(10))).toThrow(/expected 11 or more/);
  expect(() => differenceDistinguisher(new Uint8Array(87), { strides: [8] })).toThrow(/88 or more/);
});
