import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Door {
  readonly "@neuroveil/source": string;
}

const root = new URL("../", import.meta.url);
const { name, exports } = JSON.parse(await readFile(new URL("package.json", root), "utf8")) as {
  readonly name: string;
  readonly exports: Readonly<Record<string, Door>>;
};

/** What an index hands out, types marked as such. */
function handedOut(source: string): readonly string[] {
  const lists = source.matchAll(/^export (?<types>type )?\{(?<names>[^}]*)\}/gm);
  const listed = [...lists].flatMap(({ groups = {} }) => {
    const { names = "", types } = groups;
    const each = names.split(",").map((name) => name.trim().replace(/^.* as /, ""));
    return each
      .filter((name) => name !== "")
      .map((name) => (types === undefined ? name : `type ${name}`));
  });
  const declared = source.matchAll(
    /^export (?:async )?(?<kind>class|const|function|interface|type) (?<name>\w+)/gm,
  );
  const types = new Set(["interface", "type"]);
  return [
    ...listed,
    ...[...declared].map(({ groups }) =>
      types.has(groups!["kind"]!) ? `type ${groups!["name"]}` : groups!["name"]!,
    ),
  ].toSorted();
}

test("what each door hands out is meant to be", async () => {
  const doors = await Promise.all(
    Object.entries(exports).map(async ([path, { "@neuroveil/source": source }]) => {
      const names = handedOut(await readFile(new URL(source, root), "utf8"));
      expect(names.length, path).toBeGreaterThan(0);
      return [`${name}${path.slice(1)}`, ...names.map((each) => `  ${each}`)].join("\n");
    }),
  );
  const recorded = fileURLToPath(new URL("doors.txt", import.meta.url));
  await expect(`${doors.join("\n\n")}\n`).toMatchFileSnapshot(recorded);
});
