import { baselines } from "@neuroveil/lab/baselines";
import { ciphers } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { citations, readReferences } from "./references.ts";
import { readText } from "./repository.ts";

const text = await readText("docs/references.bib");
const references = readReferences(text);
const cited = references.flatMap(({ fields }) => fields.get("cited") ?? []);
const rows = [...ciphers, ...baselines];

/** Names in a source that no reference explains. */
function unexplained(source: string): readonly string[] {
  const rest = cited.reduce((left, words) => left.replaceAll(words, ""), source);
  return citations(rest);
}

test("every entry of the bibliography is read, with author and title", () => {
  expect(references).toHaveLength([...text.matchAll(/^@/gm)].length);
  for (const { key, fields } of references)
    expect([...fields.keys()], key).toEqual(expect.arrayContaining(["author", "title"]));
  expect(new Set(references.map(({ key }) => key)).size).toBe(references.length);
});

/** Whether a source says that a row is ours, or made from another row, which has its own. */
function ofRegistry(source: string): boolean {
  const [first] = source.split(" ");
  return source.startsWith("made for this laboratory") || rows.some(({ id }) => id === first);
}

test.each(rows.map(({ id, source }) => [id, source] as const))(
  "what %s is made after has a full reference",
  (_, source) => {
    const todo = "docs/references.bib wants an entry whose field `cited` has these words";
    expect(unexplained(source), todo).toEqual([]);
    expect(ofRegistry(source) || cited.some((words) => source.includes(words))).toBe(true);
  },
);

test("every citation of the bibliography is one that some source makes", () => {
  expect(cited.filter((words) => !rows.some(({ source }) => source.includes(words)))).toEqual([]);
});

test("a source without a reference is found", () => {
  expect(unexplained("after Nobody and Noone 1999, RFC 9999, section 2.8")).toEqual([
    "Nobody and Noone 1999",
    "RFC 9999",
  ]);
  expect(unexplained("RFC 8439, section 2.8, after Zhu et al. 2017, November 2026")).toEqual([]);
});

test("the citation file names the two papers as the bibliography does", async () => {
  const file = await readText("CITATION.cff");
  for (const key of ["tripuram-hybrid", "lyu-2025"]) {
    const { fields } = references.find((reference) => reference.key === key)!;
    expect(file).toContain(`title: "${fields.get("title")!.replaceAll(/[{}]/g, "")}"`);
    if (fields.has("doi")) expect(file).toContain(`doi: ${fields.get("doi")!}`);
  }
});
