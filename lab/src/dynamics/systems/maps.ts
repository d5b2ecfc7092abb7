import { henonMap } from "../../baselines/henon.ts";
import { logisticMap } from "../../baselines/logistic.ts";
import type { IteratedMap } from "./system.ts";

function logistic(r: number, exponents: readonly number[]): IteratedMap {
  return {
    id: `logistic-${r}`,
    source: `May 1976, r = ${r}`,
    box: [[0, 0.5]],
    exponents,
    map: (state) => {
      state[0] = logisticMap(r, state[0]!);
    },
    jacobian: (state, matrix) => {
      matrix[0] = r * (1 - 2 * state[0]!);
    },
  };
}

/** At r = 4 the exponent is ln 2. */
export const logisticMaps: readonly IteratedMap[] = [
  logistic(4, [Math.LN2]),
  logistic(3.99, [0.6398]),
];

export const henonSystem: IteratedMap = {
  id: "henon",
  source: "Henon 1976 with a = 1.4, b = 0.3",
  box: [
    [-0.5, 0.5],
    [-0.2, 0.2],
  ],
  exponents: [0.4193, -1.6233],
  map: henonMap,
  jacobian: (state, matrix) => {
    matrix.set([-2.8 * state[0]!, 1, 0.3, 0]);
  },
};

/**
 * A neuron with refractoriness (Chen, Aihara 1995): y' = k y - z (x - 0.65), x = 1 / (1 + exp(-y /
 * 0.004)). Chaotic in narrow windows of k and z only.
 */
function neuron(k: number, z: number, exponent: number): IteratedMap {
  const output = (y: number): number => 1 / (1 + Math.exp(-y / 0.004));
  return {
    id: `chen-aihara-${k}-${z}`,
    source: `Chen, Aihara 1995: one neuron, k = ${k}, z = ${z}`,
    box: [[-1, 1]],
    exponents: [exponent],
    map: (state) => {
      const y = state[0]!;
      state[0] = k * y - z * (output(y) - 0.65);
    },
    jacobian: (state, matrix) => {
      const x = output(state[0]!);
      matrix[0] = k - (z * x * (1 - x)) / 0.004;
    },
  };
}

export const neurons: readonly IteratedMap[] = [
  neuron(0.7, 0.13, 0.33),
  neuron(0.8, 0.09, 0.298),
  neuron(0.8, 0.07, 0.13),
];
