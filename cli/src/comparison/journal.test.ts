import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { Journal, type Entry } from "./journal.ts";

const entry = (job: string, image: string): Entry => ({
  job,
  cipher: "hybrid",
  image,
  key: 0,
  outcomes: [{ id: "entropy", value: 7.99, p: 0.5, verdict: "pass" }],
  seconds: 0.25,
});

async function journalPath(): Promise<string> {
  return join(await temporaryFolder(), "folder", "results.jsonl");
}

test("what was kept is found again, whatever characters a file's name has", async () => {
  const path = await journalPath();
  const names = ["a.png", "a\u2028b.png", "a\u2029\u0085\r\n\u{1f600}.png", "\ufeff.png"];
  const journal = await Journal.open(path);
  await Promise.all(names.map((name) => journal.append(entry(`of ${name}`, name))));
  await journal.close();
  // Newer versions of Node's line reader, and other programs, end lines at these as well.
  expect(await readFile(path, "utf8")).not.toMatch(/[\u2028\u2029]/);

  const again = await Journal.open(path);
  for (const name of names)
    expect(again.find(`of ${name}`), name).toEqual({
      outcomes: entry("", "").outcomes,
      seconds: 0.25,
    });
  expect(again.find("of another")).toBeUndefined();
  await again.close();
});

test("a torn last line is removed, and what is added next stands on a line of its own", async () => {
  const path = await journalPath();
  const first = await Journal.open(path);
  await first.append(entry("one", "a.png"));
  await first.close();
  await appendFile(path, '{"job":"two","out');
  const second = await Journal.open(path);
  expect(second.find("two")).toBeUndefined();
  await second.append(entry("three", "c.png"));
  await second.close();
  const third = await Journal.open(path);
  expect(third.find("one")).toBeDefined();
  expect(third.find("three")).toBeDefined();
  await third.close();
});

test.each([
  ["no JSON", "{"],
  ["no object", "null"],
  ["no job", '{"outcomes":[]}'],
  ["no outcomes", '{"job":"one"}'],
  ["an outcome without a p-value", '{"job":"one","outcomes":[{"id":"entropy","verdict":"pass"}]}'],
  ["a p-value above one", '{"job":"one","outcomes":[{"id":"a","p":2,"verdict":"pass"}]}'],
])("a line that is no result is refused with its number: %s", async (_, line) => {
  const path = await journalPath();
  await (await Journal.open(path)).close();
  await writeFile(path, `${JSON.stringify(entry("one", "a.png"))}\n${line}\n`);
  await expect(Journal.open(path)).rejects.toMatchObject({
    code: "broken",
    message: expect.stringMatching(/on line 2 of .*delete that line/) as unknown,
  });
});
