import { cellular4, cellular6, zouNossek } from "./cellular.ts";
import { chenFlow, hyperChenFlows } from "./chen.ts";
import { hopfield3A, hopfield3AMoved, hopfield3B, hopfield4 } from "./hopfield.ts";
import { hyperLorenzFlow, lorenzFlow } from "./lorenz.ts";
import { henonSystem, logisticMaps, neurons } from "./maps.ts";
import { memristiveSmooth } from "./memristive.ts";
import type { IteratedMap, SmoothFlow } from "./system.ts";

/** Flows with a Jacobian and a known spectrum. */
export const flows: readonly SmoothFlow[] = [
  lorenzFlow,
  chenFlow,
  ...hyperChenFlows,
  hyperLorenzFlow,
  hopfield3A,
  hopfield3AMoved,
  hopfield3B,
  hopfield4,
  memristiveSmooth,
  cellular4,
  cellular6,
  zouNossek,
];

/** Maps with a Jacobian and known exponents. */
export const maps: readonly IteratedMap[] = [...logisticMaps, henonSystem, ...neurons];
