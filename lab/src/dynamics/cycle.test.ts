import { fc, it as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { henonMap } from "../baselines/henon.ts";
import { logisticMap } from "../baselines/logistic.ts";
import { findCycle } from "./cycle.ts";

const starts = [0.1, 0.2, 0.3, 0.37, 0.45];

/** floor(4 x (2^bits - x) / 2^bits), in whole numbers. */
function fixedPoint(bits: number): (x: bigint) => bigint {
  const one = 1n << BigInt(bits);
  return (x) => (4n * x * (one - x)) >> BigInt(bits);
}

// REFERENCE 1g.
describe("cycles of the logistic map", () => {
  it.each([
    [8, [4, 4, 4, 4, 4]],
    [16, [79, 79, 79, 119, 79]],
    [24, [272, 272, 272, 993, 272]],
    [32, [18_675, 18_675, 18_675, 18_675, 18_675]],
  ])("in fixed point of %d bits", (bits, lengths) => {
    const found = starts.map((start) =>
      findCycle(fixedPoint(bits), BigInt(Math.floor(start * 2 ** bits)), 1_000_000),
    );
    expect(found.map((cycle) => cycle?.length)).toEqual(lengths);
  });

  it.each([
    [4, 0.3, 4344],
    [3.99, 0.2, 1577],
  ])("in single precision at r = %d", (r, start, length) => {
    const single = Math.fround;
    const map = (x: number): number => single(single(single(r) * x) * single(1 - x));
    expect(findCycle(map, single(start), 1_000_000)?.length).toBe(length);
  });

  it("in doubles, r = 4: not for a million steps, and none of the weak starts moves on", () => {
    const map = (x: number): number => logisticMap(4, x);
    expect(findCycle(map, 0.3, 1_000_000)).toBeUndefined();
    expect(findCycle(map, 0.5, 100)).toEqual({ length: 1, tail: 2 });
    expect(findCycle(map, 0.25, 100)).toEqual({ length: 1, tail: 1 });
    expect(findCycle(map, 0.75, 100)).toEqual({ length: 1, tail: 0 });
  });
});

it("the tent map dies at 0 after as many steps as a double has bits", () => {
  const tent = (x: number): number => (x < 0.5 ? 2 * x : 2 * (1 - x));
  const found = [0.6, 0.7, 0.9, 0.83, 0.55].map((start) => findCycle(tent, start, 1000));
  for (const cycle of found) {
    expect(cycle!.length).toBe(1);
    expect([53, 54]).toContain(cycle!.tail);
  }
});

it("states of several coordinates, in single precision", () => {
  const map = (state: Float64Array): Float64Array => {
    const next = state.slice();
    henonMap(next);
    return next.map(Math.fround);
  };
  const same = (a: Float64Array, b: Float64Array): boolean => a.every((x, i) => x === b[i]);
  const cycle = findCycle(map, Float64Array.of(0.1, 0.1), 10_000_000, same)!;
  let state: Float64Array = Float64Array.of(0.1, 0.1);
  for (let i = 0; i < cycle.tail; i++) state = map(state);
  const entry = state;
  for (let i = 0; i < cycle.length; i++) state = map(state);
  expect(same(state, entry)).toBe(true);
});

property.prop([
  fc.array(fc.nat({ max: 39 }), { minLength: 40, maxLength: 40 }),
  fc.nat({ max: 39 }),
])("tail and cycle of any map of forty states", (map, start) => {
  const visited = new Map<number, number>();
  let [state, steps] = [start, 0];
  for (; !visited.has(state); steps++) {
    visited.set(state, steps);
    state = map[state]!;
  }
  const tail = visited.get(state)!;
  expect(findCycle((x: number) => map[x]!, start, 1000)).toEqual({ length: steps - tail, tail });
});

it("refuses a limit that is none", () => {
  expect(() => findCycle((x: number) => x, 0, 0)).toThrow(/"most" expected a whole number from 1/);
});
