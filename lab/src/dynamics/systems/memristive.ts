import type { Field } from "neuroveil/internal/chaos";
import { hyperbolicTangent } from "./network.ts";
import type { Flow, SmoothFlow } from "./system.ts";

const f = hyperbolicTangent.output;
const fSlope = hyperbolicTangent.slope;

/** Where the memristor's characteristic jumps. */
const jumps = [-5, -3, -1, 1, 3, 5] as const;

/** Steepness of the smooth stand-in for the sign. */
const steepness = 40;

/** @param sign the sign function, or something near it */
function fieldWith(sign: (x: number) => number): Field {
  return (state, slope) => {
    const [x1, x2, x3, flux] = state as unknown as readonly [number, number, number, number];
    const [f1, f2, f3] = [f(x1), f(x2), f(x3)];
    const h = jumps.reduce((sum, jump) => sum - sign(flux - jump), flux);
    slope[0] = -x1 - 1.4 * f1 + 1.2 * f2 - 7 * f3;
    slope[1] = -x2 + 1.1 * f1 + 2.8 * f3;
    slope[2] = -x3 + (0.8 + 0.1 * h) * f1 - 2 * f2 + 4 * f3;
    slope[3] = 1.5 * f1 - h;
  };
}

const row = {
  source: "after Lai 2022, constants reconstructed: three neurons and a multi-level memristor",
  box: [
    [-1, 1],
    [-1, 1],
    [-1, 1],
    [-1, 1],
  ],
} as const;

export const memristiveSmooth: SmoothFlow = {
  id: "hopfield-memristive-smooth",
  ...row,
  exponents: [0.108, 0, -0.485, -0.824],
  step: 0.005,
  field: fieldWith((x) => Math.tanh(steepness * x)),
  jacobian: (state, matrix) => {
    const [x1, x2, x3, flux] = state as unknown as readonly [number, number, number, number];
    const [d1, d2, d3] = [fSlope(x1), fSlope(x2), fSlope(x3)];
    const stairs = jumps.map((jump) => Math.tanh(steepness * (flux - jump)));
    const h = stairs.reduce((sum, stair) => sum - stair, flux);
    const hSlope = stairs.reduce((sum, stair) => sum - steepness * (1 - stair ** 2), 1);
    matrix.set([-1 - 1.4 * d1, 1.2 * d2, -7 * d3, 0]);
    matrix.set([1.1 * d1, -1, 2.8 * d3, 0], 4);
    matrix.set([(0.8 + 0.1 * h) * d1, -2 * d2, -1 + 4 * d3, 0.1 * hSlope * f(x1)], 8);
    matrix.set([1.5 * d1, 0, 0, -hSlope], 12);
  },
};

/** With the exact sign there is no Jacobian: two trajectories give the largest exponent. */
export const memristive: Flow = {
  id: "hopfield-memristive",
  ...row,
  exponents: [0.14],
  step: 0.005,
  field: fieldWith(Math.sign),
};
