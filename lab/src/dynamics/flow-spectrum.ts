import { NeuroveilError } from "neuroveil/errors";
import { RungeKutta, type Field } from "neuroveil/internal/chaos";
import { expectBounded, expectPositive, expectWhole } from "./checks.ts";
import { orthonormalise, unitVectors } from "./orthonormalise.ts";
import { averageGrowth, roundsOf, type LyapunovSpectrum } from "./spectrum.ts";

/**
 * Writes the matrix of derivatives at `state`, row by row: entry [i * n + k] is that of component i
 * by coordinate k. Entries that are always 0 need not be written.
 */
export type Jacobian = (state: Float64Array, matrix: Float64Array) => void;

/** What an orbit of a flow is averaged over. */
export interface FlowOrbit {
  /** As many coordinates as the flow has. */
  readonly start: readonly number[];
  /** Time step of the Runge-Kutta rule. */
  readonly step: number;
  /** Units of time thrown away first, so that the orbit is on the attractor. */
  readonly transient: number;
  /** Units of time averaged over; 5,000 and more give exponents to about 0.02. */
  readonly time: number;
  /** Steps between two orthonormalisations, 5 to 10; default 10. */
  readonly every?: number;
  /** How many of the exponents, from the largest; default all. */
  readonly count?: number;
}

/**
 * Lyapunov spectrum of a flow with a Jacobian: state and tangent vectors integrated together by the
 * fourth-order Runge-Kutta rule and made orthonormal by Gram-Schmidt every few steps (Benettin,
 * Galgani, Giorgilli, Strelcyn 1980; Shimada, Nagashima 1979).
 *
 * @throws {NeuroveilError} "usage" for settings out of range or an orbit that diverges
 * @example
 * const { exponents } = flowSpectrum(lorenzFlow.field, lorenzFlow.jacobian, {
 *   start: [3, 4, 20], step: 0.005, transient: 50, time: 5000,
 * });
 */
export function flowSpectrum(field: Field, jacobian: Jacobian, orbit: FlowOrbit): LyapunovSpectrum {
  const { start, step, transient, time, every = 10 } = orbit;
  const n = start.length;
  const { count = n } = orbit;
  expectPositive("step", step);
  expectPositive("time", time);
  expectWhole("every", every, 1);
  expectWhole("count", count, 1);
  if (count > n)
    throw new NeuroveilError("usage", {
      of: '"count"',
      expected: `at most ${n} exponents`,
      got: count,
    });

  const settle = new RungeKutta(field, Float64Array.from(start), step);
  settle.advance(Math.round(transient / step));
  expectBounded(settle.state);

  const both = new Float64Array(n + n * count);
  both.set(settle.state);
  both.set(unitVectors(n, count), n);
  const flow = new RungeKutta(withTangents(field, jacobian, n), both, step);
  const vectors = both.subarray(n);
  const rounds = roundsOf(time / step, every);
  const spectrum = averageGrowth(count, rounds, every * step, (lengths) => {
    flow.advance(every);
    orthonormalise(vectors, n, lengths);
  });
  expectBounded(both);
  return spectrum;
}

/** The field of the state followed by tangent vectors, each of which moves by the Jacobian. */
function withTangents(field: Field, jacobian: Jacobian, n: number): Field {
  const matrix = new Float64Array(n * n);
  return (both, slope) => {
    field(both, slope);
    jacobian(both, matrix);
    for (let at = n; at < both.length; at += n)
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += matrix[i * n + k]! * both[at + k]!;
        slope[at + i] = sum;
      }
  };
}
