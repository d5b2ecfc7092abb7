import { RungeKutta, type Field } from "neuroveil/internal/chaos";
import { expectBounded, expectPositive } from "./checks.ts";
import type { FlowOrbit } from "./flow-spectrum.ts";
import { averageGrowth, roundsOf, type LyapunovSpectrum } from "./spectrum.ts";

/** As for the spectrum, but for the distance of the second orbit. */
export interface PairOfOrbits extends Omit<FlowOrbit, "every" | "count"> {
  /** Units of time between two resets of the distance; default 1. */
  readonly interval?: number;
  /** Distance that the second orbit is set back to; default 1e-8. */
  readonly distance?: number;
}

/**
 * The largest Lyapunov exponent of a flow without derivatives, as where it has a sign function: the
 * growth of the distance between two orbits, the second of which is set back near the first again and
 * again, in the direction in which it was found.
 *
 * @returns a spectrum of one exponent
 * @throws {NeuroveilError} "usage" for settings out of range or an orbit that diverges
 */
export function largestExponent(field: Field, orbits: PairOfOrbits): LyapunovSpectrum {
  const { start, step, transient, time, interval = 1, distance = 1e-8 } = orbits;
  expectPositive("step", step);
  expectPositive("time", time);
  expectPositive("interval", interval);
  expectPositive("distance", distance);
  const one = new RungeKutta(field, Float64Array.from(start), step);
  one.advance(Math.round(transient / step));
  expectBounded(one.state);
  const near = one.state.map((x, i) => (i === 0 ? x + distance : x));
  const other = new RungeKutta(field, near, step);
  const steps = Math.max(1, Math.round(interval / step));
  const rounds = roundsOf(time / step, steps);
  const spectrum = averageGrowth(1, rounds, steps * step, (lengths) => {
    one.advance(steps);
    other.advance(steps);
    lengths[0] = setBack(one.state, other.state, distance) / distance;
  });
  expectBounded(one.state);
  return spectrum;
}

/** Moves `other` along the line to `one` until they are `distance` apart. @returns how far they were */
function setBack(one: Float64Array, other: Float64Array, distance: number): number {
  let square = 0;
  for (let i = 0; i < one.length; i++) square += (other[i]! - one[i]!) ** 2;
  const found = Math.sqrt(square);
  // Orbits that have met differ by nothing that could be scaled; they start again side by side.
  if (found === 0) {
    other.set(one);
    other[0]! += distance;
    return Number.MIN_VALUE;
  }
  for (let i = 0; i < one.length; i++)
    other[i] = one[i]! + ((other[i]! - one[i]!) / found) * distance;
  return found;
}
