import { describe, expect, it } from "vitest";
import { flowSpectrum } from "./flow-spectrum.ts";
import { mapSpectrum } from "./map-spectrum.ts";
import { hopfield3APeriodic } from "./systems/hopfield.ts";
import { flows, maps } from "./systems/list.ts";
import { startIn } from "./systems/system.ts";

const quick = new Set(["lorenz", "hyper-lorenz", "hopfield-3b"]);

describe("flows", () => {
  // REFERENCE 1a.0, 1b.1, 1g; the other flows in spectrum.slow.ts.
  it.each(flows.filter(({ id }) => quick.has(id)))(
    "$id: exponents within 0.02",
    ({ field, jacobian, box, step, exponents }) => {
      const orbit = { start: startIn(box), step, transient: 200, time: 5000 };
      const found = flowSpectrum(field, jacobian, orbit);
      for (const [k, known] of exponents.entries())
        expect(Math.abs(found.exponents[k]! - known)).toBeLessThan(0.02);
      for (const error of found.errors) expect(error).toBeLessThan(0.01);
    },
  );

  it("a periodic orbit has the exponent 0 and none above it", () => {
    const { field, jacobian, box, step } = hopfield3APeriodic;
    const orbit = { start: startIn(box), step, transient: 2000, time: 5000 };
    const [first, second] = flowSpectrum(field, jacobian, orbit).exponents;
    expect(Math.abs(first!)).toBeLessThan(0.002);
    expect(second!).toBeLessThan(-0.005);
  });

  it("a linear flow gives its eigenvalues, and only as many as asked for", () => {
    const field = (state: Float64Array, slope: Float64Array): void => {
      slope[0] = -0.5 * state[0]! + state[1]!;
      slope[1] = -2 * state[1]!;
    };
    const jacobian = (_: Float64Array, matrix: Float64Array): void => {
      matrix.set([-0.5, 1, 0, -2]);
    };
    const orbit = { start: [1, 1], step: 0.01, transient: 10, time: 200 };
    const { exponents, duration } = flowSpectrum(field, jacobian, orbit);
    expect(exponents[0]).toBeCloseTo(-0.5, 3);
    expect(exponents[1]).toBeCloseTo(-2, 2);
    expect(duration).toBeCloseTo(200, 9);
    expect(flowSpectrum(field, jacobian, { ...orbit, count: 1 }).exponents).toHaveLength(1);
  });

  it("refuses settings that make no orbit", () => {
    const { field, jacobian } = flows[0]!;
    const orbit = { start: [3, 4, 20], step: 0.005, transient: 1, time: 10 };
    const spectrum = (change: object) => () =>
      flowSpectrum(field, jacobian, { ...orbit, ...change });
    expect(spectrum({ step: 0 })).toThrow(/"step" expected a number above 0, got 0/);
    expect(spectrum({ time: Infinity })).toThrow(/"time" expected/);
    expect(spectrum({ every: 1.5 })).toThrow(/"every" expected a whole number from 1/);
    expect(spectrum({ count: 4 })).toThrow(/"count" expected at most 3 exponents, got 4/);
    expect(spectrum({ start: [1e8, 0, 0] })).toThrow(/"start" expected a point whose orbit/);
  });
});

describe("maps", () => {
  it.each(maps)("$id: exponents within 0.003", ({ map, jacobian, box, exponents }) => {
    const orbit = { start: startIn(box), transient: 1000, iterations: 1_000_000 };
    const found = mapSpectrum(map, jacobian, orbit);
    for (const [k, known] of exponents.entries())
      expect(Math.abs(found.exponents[k]! - known)).toBeLessThan(0.003);
  });

  it("the sum of the Henon map's exponents is the logarithm of its contraction", () => {
    const henon = maps.find(({ id }) => id === "henon")!;
    const orbit = { start: [0.1, 0.1], transient: 100, iterations: 10_000, every: 5 };
    const { exponents } = mapSpectrum(henon.map, henon.jacobian, orbit);
    expect(exponents[0]! + exponents[1]!).toBeCloseTo(Math.log(0.3), 9);
  });

  it("a superstable cycle has the exponent minus infinity", () => {
    const { map, jacobian } = maps[0]!;
    // 1/2 goes to 1 and then to 0; there the derivative was 0 once.
    const { exponents } = mapSpectrum(map, jacobian, {
      start: [0.5],
      transient: 0,
      iterations: 100,
    });
    expect(exponents).toEqual([-Infinity]);
  });
});
