import { expect, test } from "vitest";
import { readJson } from "./repository.ts";

test("the reference covers every public door of the library", async () => {
  const { exports } = await readJson<{
    readonly exports: Readonly<Record<string, Readonly<Record<"@neuroveil/source", string>>>>;
  }>("core/package.json");
  const { entryPoints } = await readJson<{ readonly entryPoints: readonly string[] }>(
    "docs/api/typedoc.json",
  );
  const doors = Object.entries(exports)
    .filter(([name]) => !name.startsWith("./internal/"))
    .map(([, { "@neuroveil/source": source }]) => source);
  expect(entryPoints.toSorted()).toEqual(
    doors.map((path) => path.replace("./", "../../core/")).toSorted(),
  );
});
