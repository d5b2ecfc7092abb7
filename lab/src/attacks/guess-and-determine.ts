import {
  drawState,
  drawWeights,
  RecurrentCell,
  type CellShape,
} from "../baselines/recurrent-cell.ts";
import type { Random } from "../random/random.ts";
import type { Attack } from "./attack.ts";
import { knownOutputs, withoutCell } from "./cell-outputs.ts";
import { guessedWords, StateSearch } from "./state-search.ts";

/** Trials between two looks at the clock. */
const piece = 1 << 16;
/** Lines of small cells that are known: of a word of 2 bits, 8 units, they tell any two states apart. */
const smallLines = 12;

/** From cheap to dear: the cost doubles with every bit that is guessed. */
export const smallCells: readonly CellShape[] = [
  { units: 2, width: 4 },
  { units: 4, width: 3 },
  { units: 2, width: 6 },
  { units: 8, width: 2 },
  { units: 4, width: 4 },
  { units: 2, width: 8 },
  { units: 4, width: 5 },
  { units: 8, width: 3 },
  { units: 4, width: 6 },
];

/** State recovery by guessing some words of the recurrent cell and computing the others. */
export const guessAndDetermine: Attack = {
  id: "guess-and-determine",
  question:
    "Do some guessed words of a recurrent cell tell its state, and with it all later masks?",
  source: "guess and determine, as on stream ciphers (Hawkes and Rose 2000), word by word",
  setting: "as-used",
  needs: ["known images"],
  controls: { falls: "recurrent-narrow", stands: "hybrid" },
  inapplicable: withoutCell,
  async run(oracle, { random, seconds, signal, onProgress }) {
    const { weights, lines, time, foretold } = await knownOutputs(oracle, random);
    const start = performance.now();
    const spent = (): number => (performance.now() - start) / 1000 / seconds;
    const within = async (search: StateSearch, part: number): Promise<boolean> => {
      for (;;) {
        const found = search.advance(piece);
        if (found !== undefined) return found === "found";
        onProgress?.(Math.min(1, spent()));
        // Lets other events through: an abort, a progress bar.
        await new Promise((resolve) => {
          setTimeout(resolve, 0);
        });
        signal?.throwIfAborted();
        if (spent() >= part) return false;
      }
    };

    // Half of the time is for the cipher, the rest for cells so small that they fall.
    const search = new StateSearch(weights, lines, time);
    const found = await within(search, 0.5);
    const fallen: CellShape[] = [];
    let next: CellShape | undefined;
    for (const shape of found ? [] : smallCells) {
      next = shape;
      if (spent() >= 1 || !(await within(smallSearch(shape, random), 1))) break;
      fallen.push(shape);
      next = undefined;
    }
    return {
      ...foretold(found ? search.state : undefined),
      sentence: `${guessedWords(weights)} of ${2 * weights.units} words are guessed, 2^${guessedBits(weights)} trials; after ${search.trials} the state was ${found ? "found" : `not found, while that of smaller cells was: ${fallen.map(named).join(", ") || "none"}${next === undefined ? "" : `; not in the same time: ${named(next)}`}`}`,
    };
  },
};

function named(shape: CellShape): string {
  return `${shape.units} units of ${shape.width} bits (2^${guessedBits(shape)})`;
}

function guessedBits(shape: CellShape): number {
  return guessedWords(shape) * shape.width;
}

/** A search for the state of a cell drawn at random. */
export function smallSearch(shape: CellShape, random: Random): StateSearch {
  const weights = drawWeights(shape, random);
  const cell = new RecurrentCell(weights, drawState(shape, random));
  const lines = Array.from({ length: smallLines }, () => cell.step().slice());
  return new StateSearch(weights, lines, 1);
}
