import { NeuroveilError } from "neuroveil/errors";
import type { Jacobian } from "../dynamics/flow-spectrum.ts";
import type { Iteration } from "../dynamics/map-spectrum.ts";
import { meanInterval, type MeanInterval } from "../statistics/mean-interval.ts";

/** What is iterated, and from where. */
export interface GrowthSettings {
  /** States on the attractor, 2 and more; their growth rates are averaged. */
  readonly starts: readonly (readonly number[])[];
  /** The small change of every start; small beside a hundredth of the attractor. */
  readonly change: readonly number[];
  /** Iterations, 1 and more. */
  readonly iterations: number;
  /**
   * Iterations that the growth rate leaves out, in which a change turns to the direction that grows the
   * most; fewer than `iterations`, default 0.
   */
  readonly settle?: number;
  /** For the linearised growth. */
  readonly jacobian?: Jacobian;
}

/** How a small change of the state grows. Distances are Euclidean, root mean squares over all starts. */
export interface ErrorGrowth {
  /** After 0, 1, 2, … iterations of both orbits. */
  readonly distances: readonly number[];
  /** The same by the linearised equation: it agrees while changes are small, and never saturates. */
  readonly linearised?: readonly number[];
  /** Equation 5 as printed: only x_(N-1) is changed, so that one iteration is all that it ever has. */
  readonly asPrinted: readonly number[];
  /**
   * Growth rate per iteration, natural logarithm, from `settle` on until distances reach a hundredth of
   * where they end: λ of equation 10.
   */
  readonly rate: MeanInterval;
}

/** Above this share of its final size a difference is no longer small. */
const saturation = 0.01;

/**
 * Error growth after a small change of state: the survey of four networks, equations 5, 9, 10 and 11.
 *
 * Equation 5, f(x_(N-1)) - f(x_(N-1) + Δx_0), adds the first change to the last but one state, so that
 * it holds for N = 1 only; what is meant is the difference of the N-fold iterates, f^N(x_0) -
 * f^N(x_0 + Δx_0), which `distances` gives. Both are computed to show it. Equation 11 is the linearised
 * map, W·ΔS through f', with parameters as part of the state where they change too.
 *
 * @param map one iteration, in place
 * @throws {NeuroveilError} "usage" for settings that do not fit together
 */
export function errorGrowth(map: Iteration, settings: GrowthSettings): ErrorGrowth {
  const { starts, change, iterations, settle = 0, jacobian } = settings;
  check(settings);
  const orbits = starts.map((start) => ({
    state: Float64Array.from(start),
    other: Float64Array.from(start, (x, i) => x + change[i]!),
    tangent: Float64Array.from(change),
    distances: [length(change)],
  }));
  const rms = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
  const distances = [length(change)];
  const linearised = [length(change)];
  const asPrinted = [length(change)];
  for (let i = 0; i < iterations; i++) {
    const printed = orbits.map(({ state, other, tangent, distances: own }) => {
      const near = state.map((x, k) => x + change[k]!);
      if (jacobian) tangent.set(product(jacobian, state, tangent));
      for (const each of [state, other, near]) map(each);
      own.push(distance(state, other));
      return distance(state, near);
    });
    distances.push(rms(orbits.map((orbit) => orbit.distances.at(-1)!)));
    linearised.push(rms(orbits.map(({ tangent }) => length(tangent))));
    asPrinted.push(rms(printed));
  }
  // As many arguments of a call as there may be iterations would not fit on the stack.
  const limit = saturation * distances.reduce((most, each) => Math.max(most, each), 0);
  const rates = orbits.map((orbit) => growthRate(orbit.distances.slice(settle), limit));
  return {
    distances,
    ...(jacobian && { linearised }),
    asPrinted,
    rate: meanInterval(rates),
  };
}

/**
 * Slope of the straight line through the logarithms of the distances up to the first above `limit`; all
 * of them where changes shrink. The mere quotient of first and last would be too large: the last is above
 * the limit because it is a peak.
 */
function growthRate(distances: readonly number[], limit: number): number {
  const reached = distances[0]! < limit ? distances.findIndex((each) => each > limit) : -1;
  const steps = reached < 0 ? distances.length - 1 : reached;
  // Two orbits that meet exactly have shrunk below the smallest number.
  const logarithm = (i: number): number => Math.log(Math.max(Number.MIN_VALUE, distances[i]!));
  const middle = steps / 2;
  let [sum, squares] = [0, 0];
  for (let i = 0; i <= steps; i++) {
    sum += (i - middle) * logarithm(i);
    squares += (i - middle) ** 2;
  }
  return sum / squares;
}

function product(jacobian: Jacobian, state: Float64Array, vector: Float64Array): Float64Array {
  const n = state.length;
  const matrix = new Float64Array(n * n);
  jacobian(state, matrix);
  return vector.map((_, i) =>
    vector.reduce((sum, component, k) => sum + matrix[i * n + k]! * component, 0),
  );
}

function length(vector: ArrayLike<number>): number {
  return Math.sqrt(Array.from(vector).reduce((sum, x) => sum + x * x, 0));
}

function distance(a: Float64Array, b: Float64Array): number {
  return length(a.map((x, i) => x - b[i]!));
}

function check({ starts, change, iterations, settle = 0 }: GrowthSettings): void {
  if (starts.length < 2 || starts.some((start) => start.length !== change.length))
    throw new NeuroveilError("usage", {
      of: '"starts"',
      expected: `two or more states of ${change.length} coordinates like "change"`,
      got: `${starts.length} of ${starts.map((start) => start.length).join(", ")}`,
    });
  if (!(length(change) > 0))
    throw new NeuroveilError("usage", { of: '"change"', expected: "one that is not 0", got: "0" });
  if (!(Number.isSafeInteger(iterations) && iterations >= 1))
    throw new NeuroveilError("usage", {
      of: '"iterations"',
      expected: "a whole number from 1",
      got: iterations,
    });
  if (!(Number.isSafeInteger(settle) && settle >= 0 && settle < iterations))
    throw new NeuroveilError("usage", {
      of: '"settle"',
      expected: `a whole number from 0 to ${iterations - 1}`,
      got: settle,
    });
}
