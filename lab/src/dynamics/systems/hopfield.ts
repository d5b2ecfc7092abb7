import { hopfield3 as threeNeurons, hopfield4 as fourNeurons } from "neuroveil/internal/chaos";
import { hyperbolicTangent, network } from "./network.ts";
import type { SmoothFlow } from "./system.ts";

function unitBox(n: number): SmoothFlow["box"] {
  return Array.from({ length: n }, () => [-1, 1] as const);
}

/** One weight of three neurons moved by `p`: a chaotic family with periodic windows at small steps. */
function hopfield3(p: number): Pick<SmoothFlow, "field" | "jacobian"> {
  return network(
    [1, 1, 1],
    [
      [2, -1.2, 0],
      [1.9 + p, 1.71, 1.15],
      [-4.75, 0, 1.1],
    ],
    hyperbolicTangent,
  );
}

export const hopfield3A: SmoothFlow = {
  id: "hopfield-3a",
  source: "after Danca, Kuznetsov 2017, three neurons, p = 0",
  box: unitBox(3),
  exponents: [0.058, 0, -0.487],
  step: 0.02,
  ...hopfield3(0),
};

export const hopfield3AMoved: SmoothFlow = {
  id: "hopfield-3a-moved",
  source: "after Danca, Kuznetsov 2017, three neurons, p = 0.1",
  box: unitBox(3),
  exponents: [0.054, 0, -0.519],
  step: 0.02,
  ...hopfield3(0.1),
};

/** The same with p = 0.05: a periodic orbit, so that it tells what a test of chaos must not find. */
export const hopfield3APeriodic: SmoothFlow = {
  id: "hopfield-3a-periodic",
  source: "after Danca, Kuznetsov 2017, three neurons, p = 0.05",
  box: unitBox(3),
  exponents: [0],
  step: 0.02,
  ...hopfield3(0.05),
};

export const hopfield3B: SmoothFlow = {
  id: "hopfield-3b",
  source: "three neurons with weights of the kind that Bao takes",
  box: unitBox(3),
  exponents: [0.13, 0, -0.542],
  step: 0.02,
  ...network(threeNeurons.leak, threeNeurons.weights, hyperbolicTangent),
};

export const hopfield4: SmoothFlow = {
  id: "hopfield-4",
  source: "after Li, Huang, Yang 2005: four neurons, the last of which leaks 100 times as fast",
  box: unitBox(4),
  exponents: [0.238, 0.025, 0, -73.98],
  step: 0.002,
  ...network(fourNeurons.leak, fourNeurons.weights, hyperbolicTangent),
};
