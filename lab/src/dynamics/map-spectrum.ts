import type { Jacobian } from "./flow-spectrum.ts";
import { expectBounded, expectWhole } from "./checks.ts";
import { orthonormalise, unitVectors } from "./orthonormalise.ts";
import { averageGrowth, roundsOf, type LyapunovSpectrum } from "./spectrum.ts";

/** One step of a map, in place. */
export type Iteration = (state: Float64Array) => void;

/** What an orbit of a map is averaged over. */
export interface MapOrbit {
  /** As many coordinates as the map has. */
  readonly start: readonly number[];
  /** Iterations thrown away first. */
  readonly transient: number;
  /** Iterations averaged over. */
  readonly iterations: number;
  /** Iterations between two orthonormalisations; default 1. */
  readonly every?: number;
}

/**
 * Lyapunov spectrum of a map: the product of its Jacobians along an orbit, orthonormalised by
 * Gram-Schmidt.
 *
 * @throws {NeuroveilError} "usage" for settings out of range or an orbit that diverges
 */
export function mapSpectrum(map: Iteration, jacobian: Jacobian, orbit: MapOrbit): LyapunovSpectrum {
  const { transient, iterations, every = 1 } = orbit;
  expectWhole("transient", transient, 0);
  expectWhole("iterations", iterations, 1);
  expectWhole("every", every, 1);
  const state = Float64Array.from(orbit.start);
  const n = state.length;
  for (let i = 0; i < transient; i++) map(state);
  expectBounded(state);

  const vectors = unitVectors(n, n);
  const [matrix, before] = [new Float64Array(n * n), new Float64Array(n)];
  const spectrum = averageGrowth(n, roundsOf(iterations, every), every, (lengths) => {
    for (let i = 0; i < every; i++) {
      jacobian(state, matrix);
      for (let at = 0; at < vectors.length; at += n)
        multiply(matrix, vectors.subarray(at, at + n), before);
      map(state);
    }
    orthonormalise(vectors, n, lengths);
  });
  expectBounded(state);
  return spectrum;
}

/** `vector` becomes `matrix` times itself; `before` is room for what it was. */
function multiply(matrix: Float64Array, vector: Float64Array, before: Float64Array): void {
  const n = vector.length;
  before.set(vector);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += matrix[i * n + k]! * before[k]!;
    vector[i] = sum;
  }
}
