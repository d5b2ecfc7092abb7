import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder; the same from sources and from the build. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** Text of a file of the repository. */
export function readText(path: string): Promise<string> {
  return readFile(join(root, path), "utf8");
}

/** Data of a JSON file of the repository, taken for what the caller says it is. */
export async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readText(path)) as T;
}
