import { lorenzField } from "../../baselines/lorenz.ts";
import type { SmoothFlow } from "./system.ts";

export const lorenzFlow: SmoothFlow = {
  id: "lorenz",
  source: "Lorenz 1963 with sigma = 10, rho = 28, beta = 8/3",
  box: [
    [1, 10],
    [-10, 10],
    [10, 30],
  ],
  exponents: [0.907, 0, -14.57],
  step: 0.005,
  field: lorenzField,
  jacobian: (state, matrix) => {
    const [x, y, z] = state as unknown as readonly [number, number, number];
    matrix.set([-10, 10, 0, 28 - z, -1, -x, y, x, -8 / 3]);
  },
};

export const hyperLorenzFlow: SmoothFlow = {
  id: "hyper-lorenz",
  source: "the Lorenz flow with a fourth coordinate, w' = -yz - w (Wang, Wang 2008)",
  box: [...lorenzFlow.box, [-10, 10]],
  exponents: [0.359, 0.156, 0, -15.18],
  step: 0.005,
  field: (state, slope) => {
    lorenzField(state, slope);
    slope[0]! += state[3]!;
    slope[3] = -state[1]! * state[2]! - state[3]!;
  },
  jacobian: (state, matrix) => {
    const [x, y, z] = state as unknown as readonly [number, number, number];
    matrix.set([-10, 10, 0, 1]);
    matrix.set([28 - z, -1, -x, 0], 4);
    matrix.set([y, x, -8 / 3, 0], 8);
    matrix.set([0, -z, -y, -1], 12);
  },
};
