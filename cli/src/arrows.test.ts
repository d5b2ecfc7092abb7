import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const isTest = /\.(test|slow)(\.|$)/;

type Conditions = { readonly [condition: string]: Conditions | string };
interface Package {
  readonly name: string;
  readonly imports?: Readonly<Record<string, Conditions>>;
  readonly exports?: Readonly<Record<string, Conditions>>;
}

async function read<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(join(root, path), "utf8")) as T;
}

const { workspaces } = await read<{ readonly workspaces: readonly string[] }>("package.json");
const packages = new Map(
  await Promise.all(
    workspaces.map(
      async (folder) => [folder, await read<Package>(`${folder}/package.json`)] as const,
    ),
  ),
);

/** What a source imports, as it is written there; types are left out where only what runs counts. */
async function importsOf(file: string, types: boolean): Promise<readonly string[]> {
  const text = await readFile(file, "utf8");
  const statements = text.matchAll(
    /^(?:import|export)\b(?<kind> type\b)?(?:[^;"]*?\bfrom)? "(?<from>[^"]+)"|\bimport\("(?<lazy>[^"]+)"\)/gm,
  );
  return [...statements]
    .filter(({ groups }) => types || groups!["kind"] === undefined)
    .map(({ groups }) => groups!["from"] ?? groups!["lazy"]!);
}

async function sources(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts") && !isTest.test(name))
    .map((name) => join(folder, name));
}

/** From one name to those that it leads to. */
type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** Those from which one comes back to where one started. */
function inCircles(arrows: Arrows): readonly string[] {
  return [...arrows.keys()].filter((start) => {
    const seen = new Set<string>();
    const open = [...arrows.get(start)!];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === start) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(arrows.get(next) ?? []));
    }
    return false;
  });
}

/**
 * Rooms of a folder, and files that stand beside them, that import one another in a circle. Between
 * files of one room there may be circles, of types for the most part.
 */
function circlesIn(folder: string, imports: readonly (readonly [string, string])[]): string[] {
  const room = (file: string): string | undefined => {
    const path = relative(folder, file);
    return path.startsWith("..") ? undefined : path.split(sep)[0];
  };
  const arrows = new Map<string, Set<string>>();
  for (const [from, to] of imports) {
    const [a, b] = [room(from), room(to)];
    if (a === undefined || b === undefined || a === b) continue;
    arrows.set(a, (arrows.get(a) ?? new Set()).add(b));
  }
  return inCircles(arrows).filter((name) => !name.endsWith(".ts"));
}

test("a circle is found", () => {
  const file = (name: string): string => join("/x", name);
  const oneWay = [
    [file("a/1.ts"), file("b/1.ts")] as const,
    [file("b/2.ts"), file("c.ts")] as const,
  ];
  expect(circlesIn("/x", oneWay)).toEqual([]);
  expect(circlesIn("/x", [...oneWay, [file("c.ts"), file("a/2.ts")]])).toEqual(["a", "b"]);
});

const withSources = workspaces.filter((folder) => existsSync(join(root, folder, "src")));

test.each(withSources)("folders of %s import each other one way", async (workspace) => {
  const top = join(root, workspace, "src");
  const files = await sources(top);
  const imports: (readonly [string, string])[] = [];
  for (const file of files)
    for (const name of await importsOf(file, true))
      if (name.startsWith(".")) imports.push([file, resolve(dirname(file), name)]);
  expect(imports.length).toBeGreaterThan(0);
  const folders = new Set(files.flatMap((file) => [top, dirname(file)]));
  const circles = [...folders].flatMap((folder) =>
    circlesIn(folder, imports).map((name) => join(relative(root, folder), name)),
  );
  expect(circles).toEqual([]);
});

describe("under a browser's conditions nothing reaches Node", () => {
  /** The source behind a name of a package's `imports` or `exports`, as a browser's bundler takes it. */
  function browserSource(folder: string, found: Conditions | string | undefined): string {
    let target = found;
    while (typeof target === "object") target = target["browser"] ?? target["default"];
    expect(target, folder).toBeTypeOf("string");
    return join(root, folder, target!.replace("/dist/", "/src/").replace(/\.js$/, ".ts"));
  }

  function resolveImport(from: string, name: string): string | undefined {
    if (name.startsWith(".")) return resolve(dirname(from), name);
    const [own] = relative(root, from).split(sep);
    if (name.startsWith("#")) return browserSource(own!, packages.get(own!)!.imports?.[name]);
    for (const [folder, { name: id, exports }] of packages)
      if (name === id || name.startsWith(`${id}/`))
        return browserSource(folder, exports?.[`.${name.slice(id.length)}`]);
    return undefined;
  }

  /** Files from a door to one that imports a module of Node's; [] when there is none. */
  async function wayToNode(door: string): Promise<readonly string[]> {
    const cameFrom = new Map<string, string | undefined>([[door, undefined]]);
    for (const file of cameFrom.keys()) {
      if (!existsSync(file) || !file.endsWith(".ts")) continue;
      for (const name of await importsOf(file, false)) {
        if (name.startsWith("node:")) {
          const way: string[] = [name];
          for (let at: string | undefined = file; at !== undefined; at = cameFrom.get(at))
            way.unshift(relative(root, at));
          return way;
        }
        const target = resolveImport(file, name);
        if (target !== undefined && !cameFrom.has(target)) cameFrom.set(target, file);
      }
    }
    return [];
  }

  // What reads data sets, makes folders and starts programs is for Node.
  const nodeOnly = new Set(["./datasets", "./files", "./programs", "./studies"]);
  const doors = ["core", "lab"].flatMap((folder) =>
    Object.entries(packages.get(folder)!.exports!)
      .filter(([name]) => folder === "core" || !nodeOnly.has(name))
      .map(([name, target]) => [`${folder} ${name}`, browserSource(folder, target)] as const),
  );

  test("what is for Node does", async () => {
    const door = browserSource("lab", packages.get("lab")!.exports!["./datasets"]);
    expect((await wayToNode(door)).at(-1)).toMatch(/^node:/);
  });

  test.each(doors)("%s", async (_, door) => {
    expect(existsSync(door)).toBe(true);
    expect(await wayToNode(door)).toEqual([]);
  });
});
