import { NeuroveilError } from "neuroveil/errors";
import { describe, expect, test } from "vitest";
import { studies } from "./list.ts";
import { emptyPage, splice, tablesOf } from "./page.ts";

const study = {
  id: "apples",
  question: "How many apples are there?",
  page: () => "apples.md",
  run: () => Promise.resolve({ section: "" }),
};

describe("pages", () => {
  test("a section takes the place of the one before, and nothing else changes", () => {
    const page = "before\n\n<!-- apples -->\n\nold\n\n<!-- end of apples -->\n\nafter\n";
    const next = splice(page, "apples", "new\n");
    expect(next).toBe(page.replace("old", "new"));
    expect(splice(next, "apples", "new")).toBe(next);
  });

  test("a page without its markers, or with them the wrong way round, is refused", () => {
    const turned = "<!-- end of apples --> <!-- apples -->";
    for (const page of ["", "<!-- apples -->", turned])
      expect(() => splice(page, "apples", "")).toThrow(NeuroveilError);
  });

  test("a new page has a place for its section", () => {
    expect(splice(emptyPage(study), "apples", "three")).toMatch(
      /^# How many[^]*<!-- apples -->\n\nthree\n\n<!-- end of apples -->/,
    );
  });

  test("tables of a section are read cell by cell", () => {
    const section =
      "Words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |  |\n\n| c |\n|---|\n\n| no table |\n";
    expect(tablesOf(section)).toEqual([
      {
        columns: ["a", "b"],
        rows: [
          ["1", "2"],
          ["3", ""],
        ],
      },
      { columns: ["c"], rows: [] },
    ]);
  });
});

test("every study has a name and a question of its own", () => {
  expect(new Set(studies.map(({ id }) => id)).size).toBe(studies.length);
  for (const { id, question } of studies) {
    expect(id).toMatch(/^[a-z-]+$/);
    expect(question).toMatch(/^[A-Z].*\?$/);
  }
});
