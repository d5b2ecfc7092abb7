import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "docs");
const documents = (await readdir(folder, { recursive: true }))
  .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
  .map((name) => join("docs", name));
const { scripts, workspaces } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly workspaces: readonly string[];
};
/** Pages that stand where they are needed, outside `docs/`; those of workspaces are there. */
const others = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "examples/README.md",
  ...workspaces.map((name) => `${name}/README.md`),
];

/** A heading's name in an address, as GitHub and GitLab make it. */
function anchor(heading: string): string {
  const text = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");
  return text.trim().replaceAll(/\s/g, "-");
}

async function anchors(path: string): Promise<ReadonlySet<string>> {
  const text = await readFile(path, "utf8");
  const times = new Map<string, number>();
  const names = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
    const name = anchor(heading!);
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    // Headings of the same words are numbered from the second on.
    return before === 0 ? name : `${name}-${before}`;
  });
  return new Set(names);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Links of a text that lead nowhere. */
async function brokenLinks(path: string, text: string): Promise<readonly string[]> {
  const broken: string[] = [];
  const prose = text.replaceAll(/```.*?```|`[^`\n]*`/gs, "");
  for (const [, target] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target!)) continue;
    const [file, heading] = target!.split("#") as [string, string?];
    const other = file === "" ? path : join(dirname(path), file);
    const inside = !relative(root, other).startsWith("..");
    const there = inside && (await exists(other));
    const found = there && (heading === undefined || (await anchors(other)).has(heading));
    if (!found) broken.push(target!);
  }
  return broken;
}

/** Files of the repository, and scripts of it, that a text names and that are not there. */
async function missing(text: string): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const [, path] of text.matchAll(
    /`((?:autodiff|bench|cli|core|docs|lab|train|vectors)\/[\w./-]+)`/g,
  ))
    if (!(await exists(join(root, path!)))) gone.push(path!);
  for (const [call, name] of text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g))
    if (!Object.hasOwn(scripts, name!)) gone.push(call);
  return gone;
}

describe.each([...new Set([...others, ...documents])])("%s", (document) => {
  const path = join(root, document);
  test("links lead somewhere", async () =>
    expect(await brokenLinks(path, await readFile(path, "utf8"))).toEqual([]));
  test("files and scripts that it names are there", async () =>
    expect(await missing(await readFile(path, "utf8"))).toEqual([]));
});

test("the index leads to every document", async () => {
  const index = await readFile(join(folder, "README.md"), "utf8");
  const targets = index.matchAll(/\]\(([^)\s#]+)/g);
  const linked = new Set([...targets].map(([, target]) => join("docs", target!)));
  const pages = documents.filter((name) => name !== join("docs", "README.md"));
  expect(pages.filter((name) => !linked.has(name))).toEqual([]);
});

test("every dependency says why it is there", async () => {
  const page = await readFile(join(folder, "dependencies.md"), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const named = new Set(
    rows.flatMap((line) => [...line.split("|")[1]!.matchAll(/`(.+?)`/g)].map(([, name]) => name!)),
  );
  const used = new Set<string>();
  for (const workspace of [".", ...workspaces]) {
    const manifest = await readFile(join(root, workspace, "package.json"), "utf8");
    const { dependencies, devDependencies } = JSON.parse(manifest) as Readonly<
      Partial<Record<string, Readonly<Record<string, string>>>>
    >;
    for (const name of Object.keys({ ...dependencies, ...devDependencies }))
      if (!/^(@neuroveil\/|neuroveil$)/.test(name)) used.add(name);
  }
  expect([...named].toSorted()).toEqual([...used].toSorted());
});

test("nothing that is installed runs a script", async () => {
  const lock = await readFile(join(root, "package-lock.json"), "utf8");
  // docs/dependencies.md says why, and what to do when npm has written it again.
  expect(lock).not.toContain("hasInstallScript");
});

test("a link or a name that leads nowhere is found", async () => {
  const path = join(root, "docs", "analyze.md");
  const links =
    "[a](gone.md) [b](compare.md#no-such-heading) [c](../../outside.md) `[d](code)` [e](#reading-analyze) [f](compare.md)";
  expect(await brokenLinks(path, links)).toEqual([
    "gone.md",
    "compare.md#no-such-heading",
    "../../outside.md",
  ]);
  expect(
    await missing("`lab/src/gone.ts` `lab/src/metrics/list.ts` npm run gone, npm run build"),
  ).toEqual(["lab/src/gone.ts", "npm run gone"]);
});
