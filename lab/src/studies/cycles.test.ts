import { expect, test } from "vitest";
import { cyclesStudy } from "./cycles.ts";
import { tablesOf } from "./page.ts";

test("a counter visits every state, any map the square root, and digital chaos no more", async () => {
  const { section, faults } = await cyclesStudy.run({ quick: true, inputs: [] });
  expect(faults).toEqual([]);
  const slopes = tablesOf(section)[0]!.rows.map((row) => Number.parseFloat(row[3]!));
  expect(slopes[1]).toBeGreaterThan(0.9);
  for (const slope of [slopes[0]!, ...slopes.slice(2)]) expect(slope).toBeLessThan(0.7);
});
