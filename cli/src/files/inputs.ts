import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { NeuroveilError } from "neuroveil/errors";
import { toFailure, type Failure } from "../failure.ts";
import { printable } from "../terminal/printable.ts";
import { systemError } from "./system-errors.ts";

/** A file to work on. */
export interface Input {
  readonly path: string;
  /** Its place below the folder that was named, or its base name: what an output folder mirrors. */
  readonly relative: string;
  /** Found in a folder, as opposed to named by the user. */
  readonly found: boolean;
  readonly size: number;
}

export interface Inputs {
  readonly files: readonly Input[];
  /** Names that lead nowhere; they do not keep the others from being done. */
  readonly failures: readonly { readonly path: string; readonly failure: Failure }[];
}

export interface Walk {
  /** Which files of a folder are meant; named files always are. */
  readonly accept: (path: string) => boolean | Promise<boolean>;
  /** A folder not to enter: where the results go. */
  readonly except?: string | undefined;
}

/**
 * The files that a list of names stands for. Folders are searched to the bottom, in the order of
 * their names, leaving out what is hidden and what is not a regular file (symbolic links, pipes).
 */
export async function findInputs(names: readonly string[], walk: Walk): Promise<Inputs> {
  const files = new Map<string, Input>();
  const failures: Inputs["failures"][number][] = [];
  for (const name of names) {
    try {
      const status = await stat(name).catch((error: unknown) => {
        throw systemError("input", `a file or folder named ${printable(name)}`, error);
      });
      if (status.isDirectory()) {
        const before = files.size + failures.length;
        await searchFolder(name, walk, files, failures);
        if (files.size + failures.length === before) throw empty(name);
      } else if (status.isFile()) {
        // The same file named twice is one input; a named file keeps its standing.
        files.set(resolve(name), {
          path: name,
          relative: basename(name),
          found: false,
          size: status.size,
        });
      } else {
        throw new NeuroveilError(
          "input",
          `expected a file or a folder, got ${printable(name)}, which is neither; save it as a file first`,
        );
      }
    } catch (error) {
      failures.push({ path: name, failure: toFailure(error) });
    }
  }
  return { files: [...files.values()], failures };
}

async function searchFolder(
  root: string,
  walk: Walk,
  files: Map<string, Input>,
  failures: Inputs["failures"][number][],
): Promise<void> {
  const except = walk.except === undefined ? undefined : resolve(walk.except);
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const deeper: string[] = [];
    for (const entry of await listFolder(folder, failures)) {
      if (entry.name.startsWith(".")) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (resolve(path) !== except) deeper.push(path);
      } else if (entry.isFile() && !files.has(resolve(path)) && (await walk.accept(path))) {
        const size = await stat(path).then(
          (status) => status.size,
          () => 0, // Reading it will say what is wrong.
        );
        files.set(resolve(path), { path, relative: relative(root, path), found: true, size });
      }
    }
    folders.push(...deeper.toReversed());
  }
}

async function listFolder(path: string, failures: Inputs["failures"][number][]): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const refusal = systemError("input", `to read the folder ${printable(path)}`, error);
    failures.push({ path, failure: toFailure(refusal) });
    return [];
  }
}

function empty(folder: string): NeuroveilError {
  return new NeuroveilError(
    "input",
    `expected files to work on, got the folder ${printable(folder)} with none; hidden files, links and (when encrypting) *.veil.png are left out`,
  );
}

/** @throws {NeuroveilError} "input" when the file cannot be read */
export async function readInput(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = await readFile(path);
    // Small files may share a pooled buffer; their own one can be handed to a worker.
    return bytes.length === bytes.buffer.byteLength
      ? new Uint8Array(bytes.buffer)
      : new Uint8Array(bytes);
  } catch (error) {
    throw systemError("input", `to read ${printable(path)}`, error);
  }
}

/** Whether a path is meant as a folder by the way it is written. */
export function looksLikeFolder(path: string): boolean {
  return path.endsWith("/") || path.endsWith(sep);
}
