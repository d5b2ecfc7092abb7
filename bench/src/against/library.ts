import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NeuroveilError } from "neuroveil/errors";

/** The doors of the library that rows go through. */
export const doors = ["neuroveil", "neuroveil/ciphers"] as const;

/** A build of the library: a file from which its doors are found. */
export type Library = string;

/** The build that this program belongs to. */
export const thisLibrary: Library = fileURLToPath(import.meta.url);

/**
 * The build in a folder: a checkout, a folder into which the package was installed, or the package itself.
 * @throws {NeuroveilError} "input" where there is none, or one whose doors were not built
 */
export function libraryIn(folder: string): Library {
  const found = [folder, join(folder, "core"), join(folder, "node_modules", "neuroveil")]
    .map((place) => join(place, "package.json"))
    .find(isTheLibrary);
  if (found === undefined)
    throw new NeuroveilError("input", {
      of: folder,
      expected: "a checkout or an installation of neuroveil",
      got: "none there",
      todo: "give the folder that has core or node_modules/neuroveil in it",
    });
  for (const door of doors) {
    if (isBuilt(found, door)) continue;
    throw new NeuroveilError("input", {
      of: folder,
      expected: `a build, with the file that ${door} stands for`,
      got: "none",
      todo: "run `npm ci` there, which builds",
    });
  }
  return found;
}

/** The file of a door. */
export function doorOf(library: Library, door: (typeof doors)[number]): string {
  return createRequire(library).resolve(door);
}

function isBuilt(library: Library, door: (typeof doors)[number]): boolean {
  try {
    return existsSync(doorOf(library, door));
  } catch {
    // A package that has no such door.
    return false;
  }
}

function isTheLibrary(file: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(file, "utf8")) as { readonly name?: unknown };
    return name === "neuroveil";
  } catch {
    return false;
  }
}
