import { flows, RungeKutta, type FlowId } from "neuroveil/internal/chaos";
import type { Iteration } from "../../dynamics/map-spectrum.ts";
import { startIn } from "../../dynamics/systems/system.ts";
import { errorGrowth } from "../../sensitivity/error-growth.ts";
import { flowSystems, largestExponentOf } from "./flow-systems.ts";
import { rounded } from "./rounded.ts";

/** How a small change of a flow grows: equations 5 and 9 to 11. */
export interface GrowthFigures {
  /** Growth rate a unit of time, natural logarithm, with its interval over the starts. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  /** The largest Lyapunov exponent as it is known. */
  readonly known: number;
  /** Units of time between two entries of `distances`. */
  readonly every: number;
  /** log10 of the distance of both orbits, root mean square over the starts. */
  readonly distances: readonly (number | null)[];
  /** Equation 5 as printed: the largest distance that it ever gives, over the change. */
  readonly printed: number | null;
}

/** What is changed. */
export const growthChanges = ["state", "weight"] as const;
export type GrowthChange = (typeof growthChanges)[number];

const change = 1e-10;
/** Units of time of one iteration, between two starts, and until a change has turned to where it grows. */
const [interval, apart, settle] = [0.5, 100, 10];
const transient = 100;
const mostPoints = 80;

/** Where a parameter that is changed stands: the weight from the second neuron to the first, the first coupling. */
function parameterIndex(id: FlowId): number {
  return id === "cellular-4"
    ? 0
    : flows[id].dimension === 3 || id === "memristive-hopfield"
      ? 4
      : 5;
}

/**
 * @param starts states on the attractor
 * @param time units of time followed from each
 */
export function growthFigures(
  id: FlowId,
  changed: GrowthChange,
  starts: number,
  time: number,
): GrowthFigures {
  const { dimension, parameters, field, h } = flows[id];
  const { box } = flowSystems[id];
  const own = parameters.slice();
  const weight = parameterIndex(id);
  const before = own[weight]!;
  const flow = new RungeKutta(field(own), Float64Array.from(startIn(box)), h);
  const steps = Math.round(interval / h);
  // The weight's change is one more coordinate, which stays as it is.
  const sample: Iteration = (state) => {
    own[weight] = before + state[dimension]!;
    flow.state.set(state.subarray(0, dimension));
    flow.advance(steps);
    state.set(flow.state);
  };
  flow.advance(Math.round(transient / h));
  const states: number[][] = [];
  for (let i = 0; i < starts; i++) {
    flow.advance(Math.round(apart / h));
    states.push([...flow.state, 0]);
  }
  const at = changed === "state" ? 0 : dimension;
  const found = errorGrowth(sample, {
    starts: states,
    change: Array.from({ length: dimension + 1 }, (_, i) => (i === at ? change : 0)),
    iterations: Math.round(time / interval),
    settle: Math.round(settle / interval),
  });
  const every = Math.max(1, Math.ceil(found.distances.length / mostPoints));
  const unit = steps * h;
  return {
    rate: rounded(found.rate.value / unit),
    low: rounded(found.rate.low / unit),
    high: rounded(found.rate.high / unit),
    n: found.rate.n,
    known: largestExponentOf(id),
    every: every * unit,
    distances: found.distances
      .filter((_, i) => i % every === 0)
      .map((distance) => rounded(Number(Math.log10(distance).toFixed(3)))),
    printed: rounded(found.asPrinted.reduce((most, each) => Math.max(most, each), 0) / change),
  };
}
