import { describe, expect, test } from "vitest";
import { readJson, readText } from "../repository.ts";
import { arrowsOf, essentialArrows, type Arrows } from "./arrows.ts";
import { importsIn } from "./imports.ts";
import { containerRooms, libraryRooms, workspaceArrows } from "./maps.ts";
import { arrowsIn, drawArrows } from "./picture.ts";
import { pictures } from "./pictures.ts";

function asText(arrows: Arrows): readonly string[] {
  return [...arrows].flatMap(([from, to]) => [...to].map((name) => `${from} → ${name}`)).toSorted();
}

describe.each(pictures)("$path", ({ path, arrows }) => {
  test("shows the imports of the sources; else: npm run architecture", async () => {
    const shown = arrowsIn(await readText(path));
    expect(shown.toSorted()).toEqual(asText(await arrows()));
  });
  test("fits a narrow screen", async () => {
    const [, width] = /<svg width="(\d+)pt"/.exec(await readText(path))!;
    // 390 CSS pixels, less a page's margins, are 268 points; a browser scales down by a tenth at most.
    expect(Number(width)).toBeLessThanOrEqual(300);
  });
});

/** First cells of the tables of the page on the architecture, by heading. */
async function tableOf(heading: string): Promise<readonly string[]> {
  const page = await readText("docs/develop/architecture.md");
  const section = page.split(`## ${heading}\n`)[1]!.split("\n## ")[0]!;
  return [...section.matchAll(/^\| `(.+?)` \|/gm)].map(([, name]) => name!);
}

test("every workspace has its row", async () => {
  const { workspaces } = await readJson<{ workspaces: readonly string[] }>("package.json");
  expect((await tableOf("Workspaces")).toSorted()).toEqual(workspaces.toSorted());
});

test.each([
  ["library", libraryRooms],
  ["container", containerRooms],
] as const)("every room of the %s has its row", async (house, arrows) => {
  const rooms = [...(await arrows()).keys()];
  expect((await tableOf(`Rooms of the ${house}`)).toSorted()).toEqual(rooms.toSorted());
});

test("the library uses no other workspace, and the command line reaches the library", async () => {
  const arrows = await workspaceArrows();
  expect(arrows.get("core")).toEqual(new Set());
  expect(arrows.get("cli")).toContain("core");
});

test("an arrow that follows from others is left out, one of a circle is not", () => {
  const line = arrowsOf([
    ["a", "b"],
    ["b", "c"],
    ["a", "c"],
    ["c", "c"],
  ]);
  expect(asText(essentialArrows(line))).toEqual(["a → b", "b → c"]);
  const circle = arrowsOf([
    ["a", "b"],
    ["b", "c"],
    ["c", "b"],
    ["a", "c"],
  ]);
  expect(asText(essentialArrows(circle))).toEqual(["a → b", "a → c", "b → c", "c → b"]);
});

test("imports are found in every form, and nothing else is", () => {
  const source = `import a from "one";
import { b, type C } from "./two.ts";
import type { D } from "three";
import "four";
export { e } from "five";
import {
  f,
} from "six";
const g = import("seven");
const text = 'import "eight"';`;
  expect(importsIn(source)).toEqual(["one", "./two.ts", "three", "four", "five", "six", "seven"]);
});

test("a picture says what was drawn", () => {
  const arrows = arrowsOf([["a, b", "c-d"]]);
  expect(arrowsIn(drawArrows(arrows, "Two boxes"))).toEqual(["a, b → c-d"]);
});
