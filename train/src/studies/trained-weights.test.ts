import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { keptResults, splice, tablesOf } from "@neuroveil/lab/studies";
import { expect, test } from "vitest";
import { trainedWeightsFindings, trainedWeightsStudy } from "./trained-weights.ts";

const docs = fileURLToPath(new URL("../../../docs", import.meta.url));

test("the page of the model has what the record gives, byte for byte", async () => {
  const { section } = trainedWeightsFindings(keptResults(`${docs}/studies/hybrid.jsonl`));
  const page = await readFile(`${docs}/models/hybrid.md`, "utf8");
  expect(splice(page, trainedWeightsStudy.id, section)).toBe(page);
  const [table] = tablesOf(section);
  const of = (recipe: string) => table!.rows.filter(([name]) => name === `\`${recipe}\``);
  // Two rates by two batch sizes of both recipes; weights of every training are others.
  expect(new Set(of("hybrid").map(([, rate, batch]) => `${rate} ${batch}`)).size).toBe(4);
  expect(new Set(of("hybrid-autoencoder").map(([, rate, batch]) => `${rate} ${batch}`)).size).toBe(
    4,
  );
  expect(new Set(table!.rows.map((row) => row.at(-1))).size).toBe(table!.rows.length);
});
