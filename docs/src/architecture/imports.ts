import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readText, root } from "../repository.ts";

/** A source and what it imports, as it is written there. */
export interface Source {
  /** From the repository's folder. */
  readonly path: string;
  readonly imports: readonly string[];
}

const test = /\.(test|slow)(\.|$)/;

/** Sources of a workspace that are part of the product: neither tests nor what only tests use. */
export async function sourcesOf(workspace: string): Promise<readonly Source[]> {
  const folder = join(root, workspace, "src");
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  const paths = names
    .filter((name) => name.endsWith(".ts") && !test.test(name))
    .map((name) => join(workspace, "src", name));
  return Promise.all(
    paths.toSorted().map(async (path) => ({ path, imports: importsIn(await readText(path)) })),
  );
}

/** What a TypeScript source imports: types, too, since the picture is of who knows whom. */
export function importsIn(text: string): readonly string[] {
  const statements = text.matchAll(
    /^(?:import|export)\b(?:[^;"]*?\bfrom)? "(?<from>[^"]+)"|\bimport\("(?<lazy>[^"]+)"\)/gm,
  );
  return [...statements].map(({ groups }) => groups!["from"] ?? groups!["lazy"]!);
}
