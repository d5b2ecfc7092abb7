import {
  drawState,
  drawWeights,
  RecurrentCell,
  type CellPart,
} from "../baselines/recurrent-cell.ts";
import type { Random } from "../random/random.ts";
import type { Attack } from "./attack.ts";
import { knownOutputs, withoutCell } from "./cell-outputs.ts";
import { solveLevels } from "./solve-levels.ts";

/** Lines that are taken as equations: 32 words of 16 bits have 64 unknowns a level. */
const equations = 4;
/** States that are tried of each form of the cell. */
const states = 20;
const forms: readonly { readonly without: readonly CellPart[]; readonly name: string }[] = [
  { without: ["rotations", "high products"], name: "without rotations and high products" },
  { without: ["rotations"], name: "without rotations" },
  { without: ["high products"], name: "without high products" },
  { without: [], name: "whole" },
];

/** State recovery from systems of linear equations, a level of bits after the other. */
export const linearisation: Attack = {
  id: "linearisation",
  question:
    "Do the bits of a recurrent cell follow from its outputs by linear equations, level by level?",
  source: "T-functions, solved from the lowest bit on (Klimov and Shamir 2003)",
  setting: "as-used",
  needs: ["known images"],
  controls: { falls: "recurrent-triangular", stands: "hybrid" },
  inapplicable: withoutCell,
  async run(oracle, { random, signal }) {
    const { weights, lines, time, foretold } = await knownOutputs(oracle, random);
    const state = solveLevels(weights, lines, { time, equations });
    signal?.throwIfAborted();
    const found = foretold(state);
    const counts = forms.map(({ without, name }) => `${name} ${solved(without, random)}`);
    return {
      ...found,
      sentence: `the equations of ${equations} outputs ${state ? "gave the state" : "contradict each other"}; of ${states} states of 32 units of 16 bits they gave, of the cell ${counts.join(", ")}`,
    };
  },
};

/** How many states come back. */
export function solved(without: readonly CellPart[], random: Random): number {
  let count = 0;
  for (let i = 0; i < states; i++) {
    const shape = { units: 32, width: 16, without };
    const weights = drawWeights(shape, random);
    const cell = new RecurrentCell(weights, drawState(shape, random));
    const lines = Array.from({ length: 2 * equations }, () => cell.step().slice());
    if (solveLevels(weights, lines, { time: 1, equations }) !== undefined) count++;
  }
  return count;
}
