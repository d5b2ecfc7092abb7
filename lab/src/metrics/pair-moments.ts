/** Moments of a symmetric function of two independent uniform levels. */
export interface PairMoments {
  readonly mean: number;
  readonly variance: number;
  /** Covariance of the function of two pairs that have one level in common. */
  readonly shared: number;
}

const known = new Map<string, PairMoments>();

/** Moments by a sum over all pairs. `name` tells one function from another. */
export function pairMoments(
  name: string,
  levels: number,
  of: (i: number, j: number) => number,
): PairMoments {
  const key = `${name}/${levels}`;
  let moments = known.get(key);
  if (moments === undefined) {
    moments = sumOverPairs(levels, of);
    known.set(key, moments);
  }
  return moments;
}

function sumOverPairs(levels: number, of: (i: number, j: number) => number): PairMoments {
  let [sum, squares, givenOne] = [0, 0, 0];
  for (let i = 0; i < levels; i++) {
    let row = 0;
    for (let j = 0; j < levels; j++) {
      row += of(i, j);
      squares += of(i, j) ** 2;
    }
    sum += row;
    givenOne += (row / levels) ** 2;
  }
  const mean = sum / levels ** 2;
  return {
    mean,
    variance: squares / levels ** 2 - mean * mean,
    shared: givenOne / levels - mean * mean,
  };
}
