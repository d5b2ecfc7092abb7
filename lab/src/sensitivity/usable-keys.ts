import { decorrelationLag, subsample } from "../dynamics/subsample.ts";
import { zeroOneTest } from "../dynamics/zero-one-test.ts";
import { clopperPearson, type Proportion } from "../statistics/clopper-pearson.ts";

/** How many of the keys that were drawn lead to chaos; `low` and `high` bound the share of all. */
export interface UsableKeys extends Proportion {
  /** Keys whose orbits left every bound. */
  readonly diverging: number;
  /** Keys whose orbits ended in a cycle or at rest. */
  readonly periodic: number;
}

/** Between the 0 of periodic and the 1 of chaotic orbits, which few come near. */
const threshold = 0.5;

/**
 * Counts the keys that can be used: those with bounded orbits that the 0-1 test does not find periodic.
 * Flows may be recorded at every step; they are subsampled first.
 *
 * @param orbits one coordinate of one orbit a key, on the attractor, where it has left every bound with
 *   values that are not finite; at least 100 values after subsampling
 * @param confidence of the interval of Clopper and Pearson; default 0.95
 */
export function usableKeys(orbits: Iterable<ArrayLike<number>>, confidence = 0.95): UsableKeys {
  let [chaotic, periodic, diverging] = [0, 0, 0];
  for (const orbit of orbits) {
    if (!Array.from(orbit).every(Number.isFinite)) diverging++;
    else if (zeroOneTest(subsample(orbit, decorrelationLag(orbit))).k > threshold) chaotic++;
    else periodic++;
  }
  const n = chaotic + periodic + diverging;
  return { ...clopperPearson(chaotic, n, confidence), diverging, periodic };
}
