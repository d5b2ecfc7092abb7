import { expect, it } from "vitest";
import type { Jacobian } from "../flow-spectrum.ts";
import { flows, maps } from "./list.ts";
import { hopfield3APeriodic } from "./hopfield.ts";
import { startIn } from "./system.ts";

/** Writes a field's or a map's values at `state` to `values`. */
type Values = (state: Float64Array, values: Float64Array) => void;

const smooth: readonly (readonly [string, Values, Jacobian, readonly number[]])[] = [
  ...[...flows, hopfield3APeriodic].map(
    ({ id, field, jacobian, box }) => [id, field, jacobian, startIn(box)] as const,
  ),
  ...maps.map(({ id, map, jacobian, box }) => {
    const values: Values = (state, next) => {
      next.set(state);
      map(next);
    };
    return [id, values, jacobian, startIn(box)] as const;
  }),
];

it.each(smooth)("%s: the Jacobian is that of the equations", (_, values, jacobian, start) => {
  const n = start.length;
  // Small beside the 1/40 and 0.004 over which the steepest ones bend, large beside rounding.
  const change = 1e-6;
  const matrix = new Float64Array(n * n);
  jacobian(Float64Array.from(start), matrix);
  const at = (k: number, by: number): Float64Array => {
    const result = new Float64Array(n);
    values(
      Float64Array.from(start, (x, i) => (i === k ? x + by : x)),
      result,
    );
    return result;
  };
  for (let k = 0; k < n; k++) {
    const [above, below] = [at(k, change), at(k, -change)];
    for (let i = 0; i < n; i++) {
      const slope = (above[i]! - below[i]!) / (2 * change);
      expect(Math.abs(matrix[i * n + k]! - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    }
  }
});

it("names are different and spectra fall", () => {
  const all = [...flows, ...maps];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { exponents, box } of all) {
    expect(exponents).toHaveLength(box.length);
    expect(exponents).toEqual(exponents.toSorted((a, b) => b - a));
  }
});
