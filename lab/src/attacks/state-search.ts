import {
  outputFactor,
  RecurrentCell,
  taken,
  type CellState,
  type CellShape,
  type CellWeights,
} from "../baselines/recurrent-cell.ts";
import { shows } from "./cell-outputs.ts";

/** Words that are guessed: all cells and one hidden word; the first output then gives the others. */
export function guessedWords({ units }: Pick<CellShape, "units">): number {
  return units + 1;
}

/** A word that is guessed, and the units whose hidden words follow from what is known then. */
interface Level {
  /** A unit's cell; undefined for the first hidden word. */
  readonly cell: number | undefined;
  readonly units: readonly number[];
}

/**
 * Guess and determine on a recurrent cell. An output word is made of two hidden words and two cells, so
 * that with all cells one hidden word gives the next, round the ring of units; the one it began with must
 * come back. Where it does, further outputs decide.
 */
export class StateSearch {
  /** Guesses that were followed to the end. */
  trials = 0;
  readonly #weights: CellWeights;
  readonly lines: readonly Uint16Array[];
  readonly #time: number;
  /** What is guessed and computed at the moment. */
  readonly state: CellState;
  readonly #outputs: RecurrentCell;
  readonly #start: number;
  readonly #levels: readonly Level[];
  /** What is guessed at each level; -1 before the first. */
  readonly #guesses: Int32Array;
  #depth = 0;

  /**
   * @param lines the output that the state shows, and three or more after it
   * @param time steps that were made until the first of them
   */
  constructor(weights: CellWeights, lines: readonly Uint16Array[], time: number) {
    const n = weights.units;
    this.#weights = weights;
    this.lines = lines;
    this.#time = time;
    this.state = { hidden: new Uint16Array(n), cell: new Uint16Array(n) };
    this.#outputs = new RecurrentCell(weights, this.state);
    this.#start = taken.hidden % n;
    this.#levels = levelsOf(n);
    this.#guesses = new Int32Array(this.#levels.length).fill(-1);
  }

  /**
   * Goes on where it stopped, for so many trials.
   * @returns undefined where it is not decided yet; where it is found, `state` is it
   */
  advance(trials: number): "found" | "none" | undefined {
    const { units, width } = this.#weights;
    const last = this.#levels.length - 1;
    const end = this.trials + trials;
    const { hidden, cell } = this.state;
    while (this.trials < end) {
      const level = this.#levels[this.#depth]!;
      const guess = ++this.#guesses[this.#depth]!;
      if (guess >>> width > 0) {
        this.#guesses[this.#depth] = -1;
        if (this.#depth-- === 0) return "none";
        continue;
      }
      if (level.cell === undefined) hidden[this.#start] = guess;
      else cell[level.cell] = guess;
      if (this.#depth < last) {
        for (const u of level.units) hidden[u] = this.#hidden(u, units);
        this.#depth++;
        continue;
      }
      this.trials++;
      for (const u of level.units) {
        const found = this.#hidden(u, units);
        // The last unit is the one that was guessed.
        if (u !== this.#start) hidden[u] = found;
        else if (found === hidden[u] && this.#isRight()) return "found";
      }
    }
    return undefined;
  }

  /** The hidden word of a unit, from the first output. */
  #hidden(u: number, n: number): number {
    const { hidden, cell } = this.state;
    const product = this.#outputs.product(
      hidden[(u + taken.hidden) % n]!,
      cell[(u + taken.factor) % n]!,
    );
    const other = Math.imul(cell[(u + taken.cell) % n]!, outputFactor);
    return ((this.lines[0]![u]! - product) ^ other) & ((1 << this.#weights.width) - 1);
  }

  #isRight(): boolean {
    return shows(this.#weights, this.state, this.lines, this.#time);
  }
}

/** In the order in which each unit's hidden word is that of the one before it. */
function levelsOf(n: number): readonly Level[] {
  const levels: { cell: number | undefined; units: number[] }[] = [{ cell: undefined, units: [] }];
  const guessed = new Set<number>();
  for (let i = 0, u = 0; i < n; i++, u = (u + n - (taken.hidden % n)) % n) {
    for (const offset of [taken.factor, taken.cell]) {
      const cell = (u + offset) % n;
      if (guessed.has(cell)) continue;
      guessed.add(cell);
      levels.push({ cell, units: [] });
    }
    levels.at(-1)!.units.push(u);
  }
  return levels;
}
