import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { metricById, metrics } from "./list.ts";
import { subjects } from "./subjects.ts";

const ids = metrics.flatMap(({ notes }) => notes.map(({ id }) => id));

test("every metric has ids of its own, a meaning, and a subject that is described", () => {
  expect(new Set(ids).size).toBe(ids.length);
  for (const metric of metrics) {
    expect(metric.notes.length).toBeGreaterThan(0);
    expect(subjects[metric.subject].title).not.toBe("");
    for (const { id, meaning } of metric.notes) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(metricById(id)).toBe(metric);
    }
  }
  expect(metricById("no-such-metric")).toBeUndefined();
});

test("a metric without its subject gives nothing", () => {
  for (const metric of metrics) expect(metric.measure({})).toEqual([]);
});

test("every metric of this folder is in the list, and has its row in the document", async () => {
  const here = new URL("./", import.meta.url);
  const names = (await readdir(here)).filter((name) => /^[^.]+\.ts$/.test(name));
  const modules = await Promise.all(
    names.map(async (name) => (await import(new URL(name, here).href)) as object),
  );
  const isMetric = (value: unknown): boolean =>
    typeof value === "object" && value !== null && "subject" in value && "measure" in value;
  const made = new Set(modules.flatMap((module) => Object.values(module).flat().filter(isMetric)));
  expect(made).toEqual(new Set(metrics));
  const document = await readFile(new URL("../../../docs/analyze.md", here), "utf8");
  for (const id of ids) expect(document).toMatch(new RegExp(`^\\|.*\`${id}\``, "m"));
});
