import { RungeKutta } from "neuroveil/internal/chaos";
import { expect, it } from "vitest";
import { hyperChenFlows } from "./systems/chen.ts";
import { hopfield3APeriodic, hopfield3B } from "./systems/hopfield.ts";
import { lorenzFlow } from "./systems/lorenz.ts";
import { memristive } from "./systems/memristive.ts";
import { startIn } from "./systems/system.ts";
import { largestExponent } from "./two-trajectories.ts";

it.each([lorenzFlow, hyperChenFlows[1]!, hopfield3B, memristive])(
  "$id: the largest exponent within 0.03",
  ({ field, box, step, exponents }) => {
    const orbits = { start: startIn(box), step, transient: 200, time: 3000 };
    const found = largestExponent(field, orbits);
    expect(Math.abs(found.exponents[0]! - exponents[0]!)).toBeLessThan(0.03);
  },
);

it("a periodic orbit has none above 0", () => {
  const { field, box, step } = hopfield3APeriodic;
  const orbits = { start: startIn(box), step, transient: 2000, time: 2000 };
  expect(Math.abs(largestExponent(field, orbits).exponents[0]!)).toBeLessThan(0.003);
});

it("the memristive network visits nine cells of width 2 of its flux", () => {
  const { field, box, step } = memristive;
  const flow = new RungeKutta(field, Float64Array.from(startIn(box)), step);
  flow.advance(20_000);
  const cells = new Set<number>();
  for (let i = 0; i < 40_000; i++) {
    flow.advance(10);
    cells.add(Math.round(flow.state[3]! / 2));
  }
  expect(cells.size).toBe(9);
});

it("two orbits that meet are set apart again", () => {
  const still = (_: Float64Array, slope: Float64Array): void => {
    slope.fill(0);
  };
  const orbits = { start: [1e9], step: 1, transient: 0, time: 100, distance: 1e-8 };
  expect(largestExponent(still, orbits).exponents[0]).toBeLessThan(-100);
  expect(() => largestExponent(still, { ...orbits, distance: 0 })).toThrow(/"distance" expected/);
});
