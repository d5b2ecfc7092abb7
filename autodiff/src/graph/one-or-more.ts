/** What every node has of inputs and of outputs: one that is certainly there, and perhaps others. */
export type OneOrMore<T> = readonly [T, ...T[]];

/** `map` that tells the compiler that there are as many results. */
export function mapEach<T, Result>(
  [first, ...others]: OneOrMore<T>,
  of: (item: T) => Result,
): OneOrMore<Result> {
  return [of(first), ...others.map((item) => of(item))];
}
