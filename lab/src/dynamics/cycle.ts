import { expectWhole } from "./checks.ts";

/** The cycle that an orbit on finitely many states ends in. */
export interface Cycle {
  /** Iterations around it. */
  readonly length: number;
  /** Iterations before the orbit enters it. */
  readonly tail: number;
}

/**
 * Finds the cycle that an orbit ends in, by Brent's method of 1980: no memory, and not above about
 * three times the iterations of tail and cycle.
 *
 * Whatever number format the states have, the map has to round to it itself: doubles as they come,
 * `Math.fround` for single precision, whole numbers for fixed point.
 *
 * @param map returns the next state and leaves the one that it was given
 * @param most iterations after which the search is given up
 * @param same whether two states are equal; default `===`
 * @returns undefined when the search was given up
 * @throws {NeuroveilError} "usage" when `most` is not a whole number above 0
 */
export function findCycle<State>(
  map: (state: State) => State,
  start: State,
  most: number,
  same: (a: State, b: State) => boolean = (a, b) => a === b,
): Cycle | undefined {
  expectWhole("most", most, 1);
  let [power, length, done] = [1, 1, 1];
  let [slow, fast] = [start, map(start)];
  while (!same(slow, fast)) {
    if (done === most) return undefined;
    if (power === length) [slow, power, length] = [fast, 2 * power, 0];
    fast = map(fast);
    length++;
    done++;
  }
  // Two orbits a whole cycle apart meet where the cycle begins.
  [slow, fast] = [start, start];
  for (let i = 0; i < length; i++) fast = map(fast);
  let tail = 0;
  for (; !same(slow, fast); tail++) [slow, fast] = [map(slow), map(fast)];
  return { length, tail };
}
