import type { BitSequence } from "./bit-sequence.ts";
import { classCountsP } from "./class-counts.ts";
import type { NistTest } from "./nist-test.ts";
import { statePValues, walk } from "./random-walk.ts";

const reach = 4;
const classes = 6;
const states = [-4, -3, -2, -1, 1, 2, 3, 4] as const;

/** What the excursions test found. */
export interface RandomExcursions {
  readonly cycles: number;
  readonly states: readonly { readonly state: number; readonly p: number }[];
}

/** Whether cycles of the walk visit the states -4 to 4 as often as random ones do (2.14). */
export function randomExcursions(sequence: BitSequence): RandomExcursions {
  const visits = new Uint32Array(2 * reach + 1);
  const counts = new Map<number, number[]>(
    states.map((state) => [state, Array.from({ length: classes }, () => 0)]),
  );
  const cycles = walk(
    sequence,
    (place) => {
      if (Math.abs(place) <= reach) visits[place + reach]!++;
    },
    () => {
      for (const [state, count] of counts) count[Math.min(visits[state + reach]!, classes - 1)]!++;
      visits.fill(0);
    },
  );
  return {
    cycles,
    states: states.map((state) => ({
      state,
      p: classCountsP(counts.get(state)!, visitProbabilities(Math.abs(state))),
    })),
  };
}

/** Probabilities of 0 to 4 visits to a state in a cycle, and of more (3.14). */
function visitProbabilities(distance: number): readonly number[] {
  const leave = 1 / (2 * distance);
  return Array.from({ length: classes }, (_, k) => {
    if (k === 0) return 1 - leave;
    if (k === classes - 1) return leave * (1 - leave) ** (k - 1);
    return leave ** 2 * (1 - leave) ** (k - 1);
  });
}

export const randomExcursionsTest: NistTest = {
  id: "random-excursions",
  section: "2.14",
  minimumBits: 1_000_000,
  run: (sequence) => statePValues(sequence, randomExcursions(sequence)),
};
