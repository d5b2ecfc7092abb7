import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { NeuroveilError } from "neuroveil/errors";
import { printable } from "./printable.ts";
import { systemError } from "./system-errors.ts";
import { pathFromBytes, systemPath } from "./system-path.ts";

export interface FolderWalk {
  /** A folder not to enter. */
  readonly except?: string | undefined;
  /** Told of a folder that cannot be read; the others are gone through. */
  readonly onUnreadable: (path: string, error: NeuroveilError) => void;
}

/**
 * The files below a folder, to the bottom, in the order of their names, without what is hidden and what is
 * not a regular file (symbolic links, pipes).
 */
export async function* walkFolder(
  root: string,
  { except, onUnreadable }: FolderWalk,
): AsyncGenerator<string> {
  const closed = except === undefined ? undefined : resolve(except);
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const deeper: string[] = [];
    for (const entry of await list(folder, onUnreadable)) {
      if (entry.name.startsWith(".")) continue;
      const path = join(folder, entry.name);
      if (entry.isFile()) yield path;
      else if (entry.isDirectory() && resolve(path) !== closed) deeper.push(path);
    }
    folders.push(...deeper.toReversed());
  }
}

interface Entry {
  readonly name: string;
  isDirectory(): boolean;
  isFile(): boolean;
}

async function list(path: string, onUnreadable: FolderWalk["onUnreadable"]): Promise<Entry[]> {
  try {
    const entries = await namesOfAnyBytes(path);
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    onUnreadable(path, systemError("input", `to read the folder ${printable(path)}`, error));
    return [];
  }
}

async function namesOfAnyBytes(path: string): Promise<Entry[]> {
  // Windows has no names in bytes.
  if (process.platform === "win32") return readdir(path, { withFileTypes: true });
  const entries = await readdir(systemPath(path), { withFileTypes: true, encoding: "buffer" });
  return entries.map((entry) => ({
    name: pathFromBytes(entry.name),
    isDirectory: () => entry.isDirectory(),
    isFile: () => entry.isFile(),
  }));
}
