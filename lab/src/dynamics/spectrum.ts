/** Lyapunov exponents, in falling order: mean growth rates of small differences, natural logarithm. */
export interface LyapunovSpectrum {
  /** Per unit of time for a flow, per iteration for a map. */
  readonly exponents: readonly number[];
  /** Their standard errors, from the scatter of twenty parts of the orbit. */
  readonly errors: readonly number[];
  /** Units of time, or iterations, averaged over. */
  readonly duration: number;
}

const parts = 20;

/**
 * Averages logarithms of lengths over an orbit.
 *
 * @param count exponents wanted
 * @param rounds how often the vectors are made orthonormal
 * @param interval time between two of these
 * @param advance one round: lets the vectors grow and writes their lengths
 */
export function averageGrowth(
  count: number,
  rounds: number,
  interval: number,
  advance: (lengths: Float64Array) => void,
): LyapunovSpectrum {
  const lengths = new Float64Array(count);
  const sums = Array.from({ length: parts }, () => new Float64Array(count));
  const sizes = new Float64Array(parts);
  for (let round = 0; round < rounds; round++) {
    advance(lengths);
    const part = Math.floor((round * parts) / rounds);
    sizes[part]! += interval;
    const sum = sums[part]!;
    for (let k = 0; k < count; k++) sum[k]! += Math.log(lengths[k]!);
  }
  const duration = rounds * interval;
  const rates = Array.from({ length: count }, (_, k) => {
    const mean = sums.reduce((total, sum) => total + sum[k]!, 0) / duration;
    const scatter = sums.reduce((total, sum, i) => total + (sum[k]! / sizes[i]! - mean) ** 2, 0);
    return [mean, Math.sqrt(scatter / (parts - 1) / parts)] as const;
  });
  const sorted = rates.toSorted(([a], [b]) => b - a);
  return {
    exponents: sorted.map(([mean]) => mean),
    errors: sorted.map(([, error]) => error),
    duration,
  };
}

/** Rounds of `every` steps that make up `steps`, enough of them for the errors. */
export function roundsOf(steps: number, every: number): number {
  return Math.max(parts, Math.round(steps / every));
}
