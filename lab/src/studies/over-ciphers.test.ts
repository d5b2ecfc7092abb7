import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { overCiphers, rowName, type RowStudy } from "./over-ciphers.ts";
import { measuredCiphers } from "./measured-ciphers.ts";
import { splice } from "./page.ts";
import { keptResults } from "./resumed.ts";
import { robustnessStudy } from "./robustness.ts";

const docs = fileURLToPath(new URL("../../../docs", import.meta.url));

test.each([robustnessStudy])(
  "the page of $id is what its record gives, and the record of the ciphers as they are",
  async (study) => {
    const kept = keptResults<string>(join(docs, "studies", `${study.id}.jsonl`));
    const names = await Promise.all(measuredCiphers(false).map(rowName));
    expect([...kept.keys()]).toEqual(names);
    // Nothing is missing, so that nothing is measured.
    const { section } = await study.run({ quick: false, inputs: [], folder: docs });
    const page = await readFile(join(docs, await study.page([])), "utf8");
    expect(splice(page, study.id, section)).toBe(page);
  },
);

test("a stopped study goes on where it was, and rows of other forms of a cipher do not count", async () => {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-rows-"));
  const asked: string[] = [];
  const study = (failing?: string): RowStudy => ({
    id: "rows",
    row: ({ id }) => {
      asked.push(id);
      return id === failing ? Promise.reject(new Error("stopped")) : Promise.resolve(`| ${id} |`);
    },
    section: (rows) => rows.join("\n"),
  });
  const settings = { quick: false, inputs: [], folder };
  const ids = measuredCiphers(false).map(({ id }) => id);
  await expect(overCiphers(study(ids[2]), settings)).rejects.toThrow("stopped");
  expect(asked.splice(0)).toEqual(ids.slice(0, 3));
  const { section, files } = await overCiphers(study(), settings);
  expect(asked).toEqual(ids.slice(2));
  expect(section.split("\n")).toEqual(ids.map((id) => `| ${id} |`));
  const lines = files!.get("studies/rows.jsonl")!.trimEnd().split("\n");
  expect(lines).toHaveLength(ids.length);
  expect(lines[0]).toMatch(new RegExp(`^\\{"name":"${ids[0]}@[0-9a-f]{8}"`));
  await rm(folder, { recursive: true });
});
