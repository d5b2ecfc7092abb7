import { RecurrentCell, type CellState, type CellWeights } from "../baselines/recurrent-cell.ts";
import { shows } from "./cell-outputs.ts";

/** Bits of a level that make certain output bits of it, as far as lower levels do not. */
interface Pivot {
  readonly bits: bigint;
  readonly unknowns: bigint;
}

/** Levels that are tried out together at the most; of a cell that is solved it takes some thousands. */
const mostTried = 1 << 16;

/** What is known of the state's outputs. */
interface Equations {
  /** Steps that were made until the first line. */
  readonly time: number;
  /** Of how many lines equations are made; the others confirm. */
  readonly equations: number;
}

/**
 * The state of a recurrent cell whose low bits never depend on higher ones. Then the bits of a level enter
 * the outputs' bits of the same level linearly, the same way in every level, behind what lower ones add. What a
 * level leaves open is tried out with the next.
 *
 * @param lines the output that the state shows, and others after it
 * @returns undefined where there is none, as in a cell that is otherwise
 */
export function solveLevels(
  weights: CellWeights,
  lines: readonly Uint16Array[],
  { time, equations }: Equations,
): CellState | undefined {
  const { units, width } = weights;
  const unknowns = 2 * units;
  const state: CellState = { hidden: new Uint16Array(units), cell: new Uint16Array(units) };
  const flip = (at: number, level: number): void => {
    const words = at < units ? state.hidden : state.cell;
    words[at % units]! ^= 1 << level;
  };
  const flipAll = (bits: bigint, level: number): void => {
    for (let at = 0; at < unknowns; at++) if ((bits >> BigInt(at)) & 1n) flip(at, level);
  };
  const shown = (level: number): bigint => {
    const copy = { hidden: state.hidden.slice(), cell: state.cell.slice() };
    const cell = new RecurrentCell(weights, copy, time);
    const output = (line: number): Uint16Array => (line === 0 ? cell.show() : cell.step());
    return levelBits(
      Array.from({ length: equations }, (_, i) => output(i).slice()),
      level,
    );
  };

  const pivots: Pivot[] = [];
  const open: bigint[] = [];
  const none = shown(0);
  for (let at = 0; at < unknowns; at++) {
    flip(at, 0);
    const found = reduced({ bits: shown(0) ^ none, unknowns: 1n << BigInt(at) }, pivots);
    flip(at, 0);
    if (found.bits === 0n) open.push(found.unknowns);
    else pivots.push(found);
  }

  let tried = 0;
  const solve = (level: number): boolean => {
    if (level === width) return shows(weights, state, lines, time);
    const right = levelBits(lines.slice(0, equations), level) ^ shown(level);
    const { bits, unknowns: one } = reduced({ bits: right, unknowns: 0n }, pivots);
    if (bits !== 0n) return false;
    flipAll(one, level);
    // Gray code: each of the sums of what is open, one change after the other.
    for (let i = 1; ; i++) {
      if (solve(level + 1)) return true;
      if (++tried > mostTried || i >= 2 ** open.length) break;
      flipAll(open[Math.log2(i & -i)]!, level);
    }
    for (const words of [state.hidden, state.cell])
      for (let u = 0; u < units; u++) words[u]! &= ~(1 << level);
    return false;
  };
  return solve(0) ? state : undefined;
}

/** Without the highest bits of the pivots, as far as they are independent. */
function reduced({ bits, unknowns }: Pivot, pivots: readonly Pivot[]): Pivot {
  for (const pivot of pivots) {
    const less = bits ^ pivot.bits;
    if (less >= bits) continue;
    bits = less;
    unknowns ^= pivot.unknowns;
  }
  return { bits, unknowns };
}

/** A bit of every word, in order. */
function levelBits(lines: readonly Uint16Array[], level: number): bigint {
  let bits = "0b";
  for (const line of lines) for (const word of line) bits += (word >> level) & 1;
  return BigInt(bits);
}
