import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { printable, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";

/**
 * The parts of a path that a job names, below the workers' root.
 * @throws {NeuroveilError} "input" for what leads elsewhere (`..`, an absolute path), for hidden files and
 *   folders, and for what is no path
 */
export function pathParts(path: string): readonly string[] {
  const parts = path === "" ? [] : path.split("/");
  for (const part of parts) if (!isPlain(part)) throw outside(path);
  return parts;
}

/** Names that a batch would not find either: nothing hidden, so neither "." nor "..". */
function isPlain(part: string): boolean {
  return part !== "" && !part.startsWith(".") && !/[\0\\]/.test(part) && !/^[A-Za-z]:/.test(part);
}

function outside(path: string): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "a path below the workers' root, through no hidden folder",
    got: printable(path.slice(0, 200)),
    todo: "only what lies below --root can be asked of workers",
  });
}

/** The folder that producers and workers have in common, as it is called on this machine. */
export class SharedRoot {
  /** Without symbolic links. */
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @throws {NeuroveilError} "input" when there is no such folder */
  static async at(path: string): Promise<SharedRoot> {
    try {
      return new SharedRoot(await realpath(path));
    } catch (error) {
      throw systemError("input", `a folder for --root at ${printable(path)}`, error);
    }
  }

  /**
   * What a job calls a path of this machine.
   * @param path of something that may not be there yet
   * @throws {NeuroveilError} "input" when it lies elsewhere
   */
  async named(path: string): Promise<string> {
    const below = relative(this.path, await real(resolve(path)));
    if (isAbsolute(below) || below.split(sep)[0] === "..") {
      throw new NeuroveilError("input", {
        expected: `a path below ${printable(this.path)}`,
        got: printable(path),
        todo: "name the folder that the workers have, too, after --root",
      });
    }
    const named = below.split(sep).join("/");
    pathParts(named);
    return named;
  }
}

/** The real path of what is there, and the rest as it stands. */
async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = resolve(path, "..");
    if (parent === path) return path;
    return resolve(await real(parent), relative(parent, path));
  }
}
