import { HybridNetwork, readWeights, seedWeights } from "neuroveil/internal/networks";
import { expect, test } from "vitest";
import {
  drawState,
  maskWeights,
  RecurrentCell,
  type CellPart,
} from "../baselines/recurrent-cell.ts";
import { seededRandom } from "../random/random.ts";
import { smallCells, smallSearch } from "./guess-and-determine.ts";
import { solved } from "./linearisation.ts";
import { guessedWords } from "./state-search.ts";

test("with 32 units of 16 bits the small cell is the cipher's", async () => {
  const weights = readWeights(await seedWeights("neuroveil hybrid 2"));
  const { hidden, cell } = drawState({ units: 32, width: 16 }, seededRandom(1));
  const state = Uint16Array.of(...hidden, ...cell);
  const mask = new HybridNetwork(weights).sequence.mask(state, new Uint16Array(64), 96);
  const run = new RecurrentCell(maskWeights(weights), { hidden, cell });
  for (let step = 0; step < 8; step++) run.step();
  for (let from = 0; from < mask.length; from += 32)
    expect(run.step()).toEqual(mask.subarray(from, from + 32));
});

const quick = smallCells.filter((shape) => guessedWords(shape) * shape.width <= 18);

test.each(quick)(
  "$units units of $width bits: their state is found, a wrong output has none",
  (shape) => {
    const all = 2 ** (guessedWords(shape) * shape.width);
    const search = smallSearch(shape, seededRandom(5));
    expect(search.advance(all)).toBe("found");
    const wrong = smallSearch(shape, seededRandom(5));
    wrong.lines[1]![0]! ^= 1;
    expect([wrong.advance(all + 1), wrong.trials]).toEqual(["none", all]);
  },
);

test.each<readonly [readonly CellPart[], number]>([
  [["rotations", "high products"], 20],
  [["rotations"], 0],
  [["high products"], 0],
  [[], 0],
])("without %j, %i of 20 states follow from linear equations", (without, count) => {
  expect(solved(without, seededRandom(9))).toBe(count);
});
