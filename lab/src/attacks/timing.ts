/** Share of the shortest and of the longest times that are left out: interruptions are not the work's. */
const cropped = 0.1;

/**
 * Whether work takes longer on one class of inputs than on another (Reparaz, Balasch, Verbauwhede 2017):
 * both are timed in turn, and the means of the cropped times compared.
 *
 * @param work one piece of work on an input of class 0 or 1
 * @param rounds times of each class, 100 or more
 * @returns Welch's t; 4.5 and more, of either sign, is called a leak
 */
export async function timingDifference(
  work: (of: 0 | 1) => unknown,
  rounds: number,
): Promise<number> {
  const times = [new Float64Array(rounds), new Float64Array(rounds)] as const;
  for (let i = 0; i < rounds; i++)
    // Who goes first changes, for the second finds caches warm.
    for (const of of i % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const start = performance.now();
      await work(of);
      times[of][i] = performance.now() - start;
    }
  const [a, b] = times.map(moments) as [Moments, Moments];
  return (b.mean - a.mean) / Math.sqrt(a.variance / a.n + b.variance / b.n);
}

interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

function moments(times: Float64Array): Moments {
  const edge = Math.floor(cropped * times.length);
  const kept = times.toSorted().subarray(edge, times.length - edge);
  const n = kept.length;
  const mean = kept.reduce((sum, x) => sum + x, 0) / n;
  return { n, mean, variance: kept.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) };
}
