/**
 * Fisher's exact test, two-sided: whether two groups have the same rate of successes. The p-value is
 * the probability, with all sums kept, of every table that is no more likely than this one.
 *
 * @param first successes in the first group of `n` trials
 * @param second successes in the second group of `m` trials
 */
export function fisherExact(first: number, n: number, second: number, m: number): number {
  const successes = first + second;
  const least = Math.max(0, successes - m);
  const most = Math.min(n, successes);
  // Hypergeometric weights by recurrence from the mode, where they cannot overflow.
  const mode = Math.floor(((successes + 1) * (n + 1)) / (n + m + 2));
  const weights = new Float64Array(most - least + 1);
  weights[mode - least] = 1;
  for (let k = mode; k < most; k++)
    weights[k + 1 - least] =
      (weights[k - least]! * (n - k) * (successes - k)) / ((k + 1) * (m - successes + k + 1));
  for (let k = mode; k > least; k--)
    weights[k - 1 - least] =
      (weights[k - least]! * k * (m - successes + k)) / ((n - k + 1) * (successes - k + 1));
  // Tables that are equally likely differ in their last digits.
  const own = weights[first - least]! * (1 + 1e-9);
  let [extreme, total] = [0, 0];
  for (const weight of weights) {
    total += weight;
    if (weight <= own) extreme += weight;
  }
  return Math.min(1, extreme / total);
}
