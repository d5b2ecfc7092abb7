import type { Field } from "./runge-kutta.ts";

/** Couplings and gains of {@link cellular4Field} in the order of its equations. */
export const cellular4: readonly number[] = [2, 14, 100, 100, 100];

/**
 * Four cells after Peng, Zhang, Liao 2009, hyperchaotic: exponents 0.19, 0.08, 0, -93. Only the fourth
 * cell has an output, the piecewise linear one of Chua and Yang, which needs no transcendental:
 * x1' = -x3 - x4, x2' = a x2 + x3, x3' = b (x1 - x2), x4' = c x1 - d x4 + e (|x4 + 1| - |x4 - 1|).
 * Published as six cells; the last two only listen (x5' = 18 x2 + x1 - x5, x6' = 4 x5 - 4 x6 + 100 x2)
 * and forget where they started, so they add nothing to a key.
 *
 * @param parameters a, b, c, d, e, read at every call
 */
export function cellular4Field(parameters: ArrayLike<number>): Field {
  return (state, slope) => {
    const [x1, x2, x3, x4] = state as unknown as readonly [number, number, number, number];
    const output = Math.abs(x4 + 1) - Math.abs(x4 - 1);
    slope[0] = -x3 - x4;
    slope[1] = parameters[0]! * x2 + x3;
    slope[2] = parameters[1]! * (x1 - x2);
    slope[3] = parameters[2]! * x1 - parameters[3]! * x4 + parameters[4]! * output;
  };
}
