import { RungeKutta } from "neuroveil/internal/chaos";
import { expect, test } from "vitest";
import { logisticMap } from "../baselines/logistic.ts";
import type { Jacobian } from "../dynamics/flow-spectrum.ts";
import type { Iteration } from "../dynamics/map-spectrum.ts";
import { maps } from "../dynamics/systems/list.ts";
import { lorenzFlow } from "../dynamics/systems/lorenz.ts";
import { errorGrowth } from "./error-growth.ts";

/** States of an orbit, some iterations apart. */
function along(map: Iteration, start: readonly number[], count: number): number[][] {
  const state = Float64Array.from(start);
  return Array.from({ length: count }, () => {
    for (let i = 0; i < 97; i++) map(state);
    return [...state];
  });
}

test.each(maps.slice(0, 3))("$id grows at its Lyapunov exponent", (system) => {
  const { map, jacobian, box, exponents } = system;
  const starts = along(
    map,
    box.map(([low, high]) => low + 0.37 * (high - low)),
    400,
  );
  const change = box.map(() => 1e-12);
  const found = errorGrowth(map, { starts, change, iterations: 120, jacobian });
  const { rate, distances, linearised, asPrinted } = found;
  expect(rate.n).toBe(400);
  // Mean growth up to a fixed size: a bias of the order of 1 / iterations remains.
  expect(Math.abs(rate.value - exponents[0]!)).toBeLessThan(0.03);
  expect(rate.high - rate.low).toBeLessThan(0.03);
  // The linearised equation holds while differences are small, and fails when they are not.
  for (let i = 0; i < 10; i++)
    expect(Math.abs(linearised![i]! / distances[i]! - 1)).toBeLessThan(0.01);
  expect(Math.max(...distances)).toBeLessThan(5);
  expect(linearised!.at(-1)!).toBeGreaterThan(1e6);
  // Equation 5 as printed never has more than one iteration.
  for (const each of asPrinted) expect(each).toBeLessThan(10 * distances[0]!);
});

test("a flow between two samples is such a map", () => {
  const { field, box, step } = lorenzFlow;
  const flow = new RungeKutta(
    field,
    Float64Array.from(box, ([low]) => low),
    step,
  );
  const sample: Iteration = (state) => {
    flow.state.set(state);
    flow.advance(20);
    state.set(flow.state);
  };
  const starts = along(sample, [3, 4, 20], 40);
  const { rate } = errorGrowth(sample, { starts, change: [1e-10, 0, 0], iterations: 300 });
  // 0.1 units of time an iteration.
  expect(Math.abs(rate.value - 0.0907)).toBeLessThan(0.01);
});

test("what is left out at the beginning does not count", () => {
  // A change of the first coordinate alone is 1000 times as large after one step, and then doubles.
  const map: Iteration = (state) => {
    const [x, y] = state as unknown as readonly [number, number];
    state[0] = 0;
    state[1] = 2 * y + 1000 * x;
  };
  const settings = {
    starts: [
      [0, 0],
      [0, 1e6],
    ],
    change: [1e-6, 0],
    iterations: 20,
  };
  expect(errorGrowth(map, { ...settings, settle: 1 }).rate.value).toBeCloseTo(Math.LN2, 6);
  expect(errorGrowth(map, settings).rate.value).toBeGreaterThan(0.8);
  expect(() => errorGrowth(map, { ...settings, settle: 20 })).toThrow(/"settle".*0 to 19/);
});

test("a stable map shrinks changes", () => {
  const map: Iteration = (state) => {
    state[0] = logisticMap(2.5, state[0]!);
  };
  const found = errorGrowth(map, { starts: [[0.55], [0.58]], change: [1e-6], iterations: 10 });
  // The derivative at the fixed point 0.6 is -1/2.
  expect(Math.abs(found.rate.value - Math.log(0.5))).toBeLessThan(0.15);
  expect(found.linearised).toBeUndefined();
});

test("equation 11: a network's change, weights as part of the state", () => {
  // s' = tanh-like f(w s + b) with f(x) = x / (1 + x²), and w that stays.
  const map: Iteration = (state) => {
    const [s, w] = state as unknown as readonly [number, number];
    const x = w * s + 0.3;
    state[0] = x / (1 + x * x);
  };
  const jacobian: Jacobian = (state, matrix) => {
    const [s, w] = state as unknown as readonly [number, number];
    const x = w * s + 0.3;
    const slope = (1 - x * x) / (1 + x * x) ** 2;
    matrix.set([slope * w, slope * s, 0, 1]);
  };
  const settings = {
    starts: [
      [0.2, 1.5],
      [0.4, 1.7],
    ],
    change: [1e-7, -2e-7],
    iterations: 8,
  };
  const { distances, linearised } = errorGrowth(map, { ...settings, jacobian });
  for (const [i, each] of distances.entries())
    expect(Math.abs(linearised![i]! / each - 1)).toBeLessThan(1e-5);
});

test("refuses settings that do not fit together", () => {
  const { map } = maps[0]!;
  const settings = { starts: [[0.1], [0.2]], change: [1e-9], iterations: 5 };
  const growth = (change: object) => () => errorGrowth(map, { ...settings, ...change });
  expect(growth({ starts: [[0.1]] })).toThrow(/"starts" expected two or more states/);
  expect(growth({ change: [1e-9, 0] })).toThrow(/"starts" expected .* states of 2 coordinates/);
  expect(growth({ change: [0] })).toThrow(/"change" expected one that is not 0/);
  expect(growth({ iterations: 0 })).toThrow(/"iterations" expected a whole number from 1/);
});

test("takes as many iterations as there is time for", () => {
  const halve: Iteration = (state) => {
    state[0]! /= 2;
  };
  const settings = { starts: [[0.1], [0.2]], change: [1e-3], iterations: 200_000 };
  const { distances, rate } = errorGrowth(halve, settings);
  expect(distances).toHaveLength(200_001);
  expect(rate.value).toBeLessThan(0);
});
