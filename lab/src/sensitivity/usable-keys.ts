import { NeuroveilError } from "neuroveil/errors";
import { decorrelationLag, subsample } from "../dynamics/subsample.ts";
import { fewestValues, zeroOneTest } from "../dynamics/zero-one-test.ts";
import { clopperPearson, type Proportion } from "../statistics/clopper-pearson.ts";

/** How many of the keys that were drawn lead to chaos; `low` and `high` bound the share of all. */
export interface UsableKeys extends Proportion {
  /** Keys whose orbits left every bound. */
  readonly diverging: number;
  /** Keys whose orbits ended in a cycle or at rest. */
  readonly periodic: number;
  /**
   * Numbers, from 0, of the keys whose orbits are too short or too slow to tell; they do not count in
   * `n`, and longer orbits decide them.
   */
  readonly undecided: readonly number[];
}

/** Between the 0 of periodic and the 1 of chaotic orbits, which few come near. */
const threshold = 0.5;

/**
 * Counts the keys that can be used: those with bounded orbits that the 0-1 test does not find periodic.
 * Flows may be recorded at every step; they are subsampled first.
 *
 * @param orbits one coordinate of one orbit a key, on the attractor, where it has left every bound with
 *   values that are not finite; one of fewer than {@link fewestValues} values after subsampling is undecided
 * @param confidence of the interval of Clopper and Pearson; default 0.95
 * @throws {NeuroveilError} "usage" when not one of the orbits can be told
 */
export function usableKeys(orbits: Iterable<ArrayLike<number>>, confidence = 0.95): UsableKeys {
  let [chaotic, periodic, diverging, key] = [0, 0, 0, 0];
  const undecided: number[] = [];
  for (const orbit of orbits) {
    const series = Array.from(orbit).every(Number.isFinite) ? decorrelated(orbit) : undefined;
    if (series === undefined) diverging++;
    else if (series.length < fewestValues) undecided.push(key);
    else if (zeroOneTest(series).k > threshold) chaotic++;
    else periodic++;
    key++;
  }
  const n = chaotic + periodic + diverging;
  if (n === 0)
    throw new NeuroveilError("usage", {
      of: '"orbits"',
      expected: `one or more of ${fewestValues} values or more after subsampling`,
      got: `none among ${key}`,
      todo: "record longer ones",
    });
  return { ...clopperPearson(chaotic, n, confidence), diverging, periodic, undecided };
}

/** Values far enough apart, the few of a short orbit as they are. */
function decorrelated(orbit: ArrayLike<number>): ArrayLike<number> {
  return orbit.length < fewestValues ? orbit : subsample(orbit, decorrelationLag(orbit));
}
