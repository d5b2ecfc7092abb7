import { cellular4 as cellular4Parameters, cellular4Field } from "neuroveil/internal/chaos";
import { network, saturation } from "./network.ts";
import type { SmoothFlow } from "./system.ts";

/** Only this box: from starts up to 2 in size one in thirty diverges, from 5 most. */
function unitBox(n: number): SmoothFlow["box"] {
  return Array.from({ length: n }, () => [-1, 1] as const);
}

/** The very equations that ciphers integrate. */
const fourCells = cellular4Field(cellular4Parameters);

/** The matrix of the four cells as the upper left of one with `n` columns. */
function fourCellsJacobian(state: Float64Array, matrix: Float64Array, n: number): void {
  matrix.set([0, 0, -1, -1]);
  matrix.set([0, 2, 1, 0], n);
  matrix.set([14, -14, 0, 0], 2 * n);
  matrix.set([100, 0, 0, -100 + 200 * saturation.slope(state[3]!)], 3 * n);
}

export const cellular4: SmoothFlow = {
  id: "cellular-4",
  source: "four cells of the class of Peng, Zhang, Liao 2009",
  box: unitBox(4),
  exponents: [0.186, 0.081, 0, -93.3],
  step: 0.002,
  field: fourCells,
  jacobian: (state, matrix) => {
    fourCellsJacobian(state, matrix, 4);
  },
};

/**
 * The same with two more cells, which only listen: their exponents are -1 and -4, and what they start
 * with is forgotten.
 */
export const cellular6: SmoothFlow = {
  id: "cellular-6",
  source: "six cells, of which the last two are linear filters of the first four",
  box: unitBox(6),
  exponents: [0.179, 0.078, 0, -1.0006, -4.0003, -93.4],
  step: 0.002,
  field: (state, slope) => {
    fourCells(state, slope);
    slope[4] = 18 * state[1]! + state[0]! - state[4]!;
    slope[5] = 4 * state[4]! - 4 * state[5]! + 100 * state[1]!;
  },
  jacobian: (state, matrix) => {
    fourCellsJacobian(state, matrix, 6);
    matrix.set([1, 18, 0, 0, -1, 0], 24);
    matrix.set([0, 100, 0, 0, 4, -4], 30);
  },
};

/**
 * All kinks: the exponents depend on the time step, and only from 0.002 down is the one along the orbit
 * 0, as it has to be. The often repeated largest exponent 0.161 belongs to a step of 0.005.
 */
export const zouNossek: SmoothFlow = {
  id: "zou-nossek",
  source: "Zou, Nossek 1993: three cells, all connected",
  box: unitBox(3),
  exponents: [0.145, 0, -0.638],
  step: 0.002,
  ...network(
    [1, 1, 1],
    [
      [1.25, -3.2, -3.2],
      [-3.2, 1.1, -4.4],
      [-3.2, 4.4, 1],
    ],
    saturation,
  ),
};
