import type { BitSequence } from "./bit-sequence.ts";
import type { NistPValue } from "./nist-test.ts";

/** What an excursion test found. */
interface Excursions {
  readonly cycles: number;
  readonly states: readonly { readonly state: number; readonly p: number }[];
}

/** The P-values of an excursion test; none with too few cycles (2.14.4). */
export function statePValues(
  { length }: BitSequence,
  { cycles, states }: Excursions,
): readonly NistPValue[] {
  if (cycles < fewestCycles(length)) return [];
  return states.map(({ state, p }) => ({ name: stateName(state), p }));
}

/** Cycles below which an excursion test says nothing. */
function fewestCycles(length: number): number {
  return Math.max(0.005 * Math.sqrt(length), 500);
}

/** A place of the walk as the standard writes it: +1, -1. */
function stateName(place: number): string {
  return place > 0 ? `+${place}` : `${place}`;
}

/**
 * Number of cycles J of the walk of ±1 steps: returns to zero, the end counting as one (2.14.4).
 *
 * @param visit called with each place the walk comes to other than zero
 * @param closed called at the end of each cycle
 */
export function walk(
  { bits, length }: BitSequence,
  visit: (place: number) => void,
  closed: () => void = () => undefined,
): number {
  let place = 0;
  let cycles = 0;
  for (let i = 0; i < length; i++) {
    place += 2 * bits[i]! - 1;
    if (place !== 0) {
      visit(place);
      continue;
    }
    cycles++;
    closed();
  }
  if (place === 0) return cycles;
  closed();
  return cycles + 1;
}
