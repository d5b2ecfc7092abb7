import { expect, test } from "vitest";
import { baselines } from "../baselines/list.ts";
import { ownStudy } from "./own.ts";
import { tablesOf } from "./page.ts";

test("one report has everything about a cipher of one's own, beside AES", async () => {
  const weak = baselines.find(({ id }) => id === "permutation-diffusion")!;
  const own = { ...weak, id: "mine" };
  const progress: number[] = [];
  const { section } = await ownStudy.run({
    quick: true,
    inputs: [],
    own,
    onProgress: (done) => progress.push(done),
  });
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  const tables = tablesOf(section);
  const subjects = (table: number): readonly unknown[] => tables[table]!.rows.map(([id]) => id);
  const both = ["`mine`", "`aes-256-ctr`"];
  // Metrics, verdicts, key sensitivity, noise.
  for (const table of [0, 1, 3, 4]) expect(subjects(table)).toEqual(both);
  const [metrics, verdicts, attacks] = tables;
  expect(metrics!.columns).toContain("UACI, %");
  expect(verdicts!.rows[0]![1]).toContain("same-image-npcr");
  expect(verdicts!.rows[1]![1]).toBe("nothing");
  const fallen = (column: number): readonly unknown[] =>
    attacks!.rows.filter((row) => row[column]!.startsWith("**")).map(([id]) => id);
  expect(fallen(2)).toContain("permutation-diffusion");
  expect(fallen(3)).not.toContain("permutation-diffusion");
  expect(fallen(3)).toContain("keystream-reuse");
  expect(section).toContain("## NIST SP 800-22");
});
