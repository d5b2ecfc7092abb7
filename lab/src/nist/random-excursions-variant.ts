import { normalP } from "../statistics/normal.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";
import { statePValues, walk } from "./random-walk.ts";

const reach = 9;

/** How often the walk was in a state. */
interface StateVisits {
  readonly state: number;
  readonly visits: number;
  readonly p: number;
}

/** What the variant test found. */
export interface RandomExcursionsVariant {
  readonly cycles: number;
  readonly states: readonly StateVisits[];
}

/** Whether the whole walk visits the states -9 to 9 as often as a random one does (2.15). */
export function randomExcursionsVariant(sequence: BitSequence): RandomExcursionsVariant {
  const visits = new Uint32Array(2 * reach + 1);
  const cycles = walk(sequence, (place) => {
    if (Math.abs(place) <= reach) visits[place + reach]!++;
  });
  const states: StateVisits[] = [];
  for (const [i, count] of visits.entries()) {
    const state = i - reach;
    if (state === 0) continue;
    const sd = Math.sqrt(cycles * (4 * Math.abs(state) - 2));
    states.push({ state, visits: count, p: normalP((count - cycles) / sd) });
  }
  return { cycles, states };
}

export const randomExcursionsVariantTest: NistTest = {
  id: "random-excursions-variant",
  section: "2.15",
  minimumBits: 1_000_000,
  run: (sequence) => statePValues(sequence, randomExcursionsVariant(sequence)),
};
