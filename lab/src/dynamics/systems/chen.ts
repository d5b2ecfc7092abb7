import { hyperChenField } from "../../baselines/hyperchaos.ts";
import type { SmoothFlow } from "./system.ts";

export const chenFlow: SmoothFlow = {
  id: "chen",
  source: "Chen, Ueta 1999 with a = 35, b = 3, c = 28",
  box: [
    [1, 10],
    [-10, 10],
    [10, 30],
  ],
  exponents: [2.024, 0, -12.02],
  step: 0.002,
  field: (state, slope) => {
    const [x, y, z] = state as unknown as readonly [number, number, number];
    slope[0] = 35 * (y - x);
    slope[1] = -7 * x - x * z + 28 * y;
    slope[2] = x * y - 3 * z;
  },
  jacobian: (state, matrix) => {
    const [x, y, z] = state as unknown as readonly [number, number, number];
    matrix.set([-35, 35, 0, -7 - z, 28, -x, y, x, -3]);
  },
};

/** The rate that the baseline cipher's field has built in. */
const cipherRate = 0.5;

/** Hyperchaotic Chen flow. @param r growth rate of the fourth coordinate */
function hyperChen(r: number, exponents: readonly number[]): SmoothFlow {
  return {
    id: `hyper-chen-${r}`,
    source: `Li, Tang, Chen 2005 with a = 35, b = 3, c = 12, d = 7, r = ${r}`,
    box: [...chenFlow.box, [-10, 10]],
    exponents,
    step: 0.002,
    field: (state, slope) => {
      hyperChenField(state, slope);
      slope[3]! += (r - cipherRate) * state[3]!;
    },
    jacobian: (state, matrix) => {
      const [x, y, z] = state as unknown as readonly [number, number, number];
      matrix.set([-35, 35, 0, 1]);
      matrix.set([7 - z, 12, -x, 0], 4);
      matrix.set([y, x, -3, 0], 8);
      matrix.set([0, z, y, r], 12);
    },
  };
}

export const hyperChenFlows: readonly SmoothFlow[] = [
  hyperChen(0.2, [0.45, 0.033, 0, -26.28]),
  hyperChen(0.5, [0.539, 0.1, 0, -26.14]),
  hyperChen(0.6, [0.552, 0.124, 0, -26.08]),
];
