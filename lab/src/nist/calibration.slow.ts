import { beforeAll, describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { assessNist, type NistPValues } from "./assessment.ts";
import { BitSequence } from "./bit-sequence.ts";
import { calibrate } from "../statistics/calibration.ts";
import { nistTests } from "./list.ts";

const count = 400;

/** The P-values of each sequence, in the order of the tests. */
const runs: (readonly NistPValues[])[] = [];

beforeAll(() => {
  const images = idealImages(22, { width: 1000, height: 125 });
  for (let i = 0; i < count; i++) {
    const sequence = new BitSequence(next(images).data);
    runs.push(
      nistTests.flatMap(({ id, run }) =>
        run(sequence).map(({ name, p }) => ({ test: id, name, p: [p] })),
      ),
    );
  }
}, 3_600_000);

/** Of the runs from `first` to before `end`, all P-values of each part of each test together. */
function gather(first: number, end: number): readonly NistPValues[] {
  const parts = new Map<string, { test: string; name: string; p: number[] }>();
  for (const { test: id, name, p } of runs.slice(first, end).flat()) {
    const key = `${id} ${name}`;
    const part = parts.get(key) ?? { test: id, name, p: [] };
    part.p.push(...p);
    parts.set(key, part);
  }
  return [...parts.values()];
}

// 188 parts, three levels and uniformity: together one chance in a thousand.
const least = 1e-3 / (4 * 188);

describe(`${count} ideal sequences of a million bits`, () => {
  test.each(nistTests)("$id rejects them at its levels, with uniform P-values", ({ id }) => {
    const parts = gather(0, count).filter((part) => part.test === id);
    expect(parts.length).toBeGreaterThan(0);
    for (const { name, p } of parts) {
      const { levels, uniformity } = calibrate(p);
      for (const found of levels)
        expect(found.p, `${name}: ${JSON.stringify(found)}`).toBeGreaterThan(least);
      expect(uniformity, `${name}: uniformity`).toBeGreaterThan(least);
    }
  });

  test("the excursion tests take six sequences in ten", () => {
    const taken = gather(0, count).find((part) => part.test === "random-excursions")!.p.length;
    // 500 returns to zero and more: as likely as |Z| > 500 / sqrt(n) = 0.5 of a standard normal Z.
    const { lower, upper } = binomialTails(taken, count, 0.617);
    expect(Math.min(lower, upper), `${taken}`).toBeGreaterThan(1e-3);
  });

  test("the family-wise verdict rejects one sequence in a thousand", () => {
    const rejected = runs.filter((run) => !assessNist(run, 1).pass).length;
    expect(binomialTails(rejected, count, 0.001).upper, `${rejected}`).toBeGreaterThan(1e-3);
  });

  test("the family-wise verdict passes each hundred of them", () => {
    for (let first = 0; first < count; first += 100)
      expect(assessNist(gather(first, first + 100), 100).pass, `from ${first}`).toBe(true);
  });

  test("the family-wise verdict passes all of them, and fails them with a constant one", () => {
    const ideal = gather(0, count);
    expect(assessNist(ideal, count).pass).toBe(true);
    const constant = new BitSequence(new Uint8Array(125_000));
    const ruined = ideal.map(({ test: id, name, p }): NistPValues => {
      const { run } = nistTests.find((row) => row.id === id)!;
      const bad = id === "frequency" ? run(constant).map((found) => found.p) : [];
      return { test: id, name, p: [...p, ...bad] };
    });
    expect(assessNist(ruined, count + 1).pass).toBe(false);
  });
});
