import { readWeights, seedWeights } from "neuroveil/internal/networks";
import { expect, test } from "vitest";
import {
  drawState,
  maskWeights,
  RecurrentCell,
  type CellState,
} from "../baselines/recurrent-cell.ts";
import { seededRandom } from "../random/random.ts";

const pairs = 1 << 18;
const shape = { units: 32, width: 16 } as const;
const weights = maskWeights(readWeights(await seedWeights("neuroveil hybrid 2")));

/** What two states that differ in the lowest bit of a cell put out after so many steps. */
function largestDeviation(steps: number, related: boolean): number {
  const random = seededRandom(steps);
  const changes = new Uint32Array(shape.units * shape.width);
  const output = (state: CellState): Uint16Array => {
    const cell = new RecurrentCell(weights, state);
    for (let step = 1; step < steps; step++) cell.step();
    return cell.step();
  };
  for (let pair = 0; pair < pairs; pair++) {
    const one = drawState(shape, random);
    const other = related
      ? { hidden: one.hidden.slice(), cell: one.cell.slice() }
      : drawState(shape, random);
    if (related) other.cell[7]! ^= 1;
    const [a, b] = [output(one), output(other)];
    for (let u = 0; u < shape.units; u++)
      for (let bit = 0; bit < shape.width; bit++)
        changes[u * shape.width + bit]! += ((a[u]! ^ b[u]!) >>> bit) & 1;
  }
  return changes.reduce(
    (most, count) => Math.max(most, Math.abs(2 * count - pairs) / Math.sqrt(pairs)),
    0,
  );
}

/** Of 512 bits, an ideal one is as far off once in fifty thousand tests. */
const bound = 6;

test("a changed bit shows in the output of step 1", () => {
  expect(largestDeviation(1, true)).toBeGreaterThan(bound);
});

test.each([2, 3, 4])("a changed bit does not show in the output of step %i", (steps) => {
  expect(largestDeviation(steps, true)).toBeLessThan(bound);
});

test("unrelated states do not show", () => {
  expect(largestDeviation(1, false)).toBeLessThan(bound);
});
