import { expect, test } from "vitest";
import { mixingStudy } from "./mixing.ts";
import { tablesOf } from "./page.ts";

test("mixtures are seen through as the control is, and noise is not", async () => {
  const { section, faults } = await mixingStudy.run({ quick: true, inputs: [] });
  expect(faults).toEqual([]);
  const [mixture, , noise] = tablesOf(section)[0]!.rows.map((row) => Number.parseFloat(row[2]!));
  expect(mixture).toBeGreaterThan(40);
  expect(noise).toBeLessThan(20);
});
