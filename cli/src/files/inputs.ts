import type { BigIntStats } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, relative, resolve, sep } from "node:path";
import { type Permissions, printable, systemError, systemPath, walkFolder } from "@neuroveil/files";
import { type Failure, toFailure } from "@neuroveil/jobs";
import { NeuroveilError } from "neuroveil/errors";
import { readStandardInput, standardInputPermissions, standardStream } from "./standard-input.ts";

/** A file to work on. */
export interface Input {
  readonly path: string;
  /** Its place below the folder that was named, or its base name: what an output folder mirrors. */
  readonly relative: string;
  /** Found in a folder, as opposed to named by the user. */
  readonly found: boolean;
  readonly size: number;
  /** Results allow no more than these; undefined where there is no file. */
  readonly permissions?: Permissions;
  /** When it was last changed, in milliseconds since 1970, to the microsecond. */
  readonly modified?: number;
}

export interface Inputs {
  readonly files: readonly Input[];
  /** Names that lead nowhere; they do not keep the others from being done. */
  readonly failures: readonly { readonly path: string; readonly failure: Failure }[];
}

export interface Walk {
  /** What is looked for: "files to encrypt", "images to analyse". */
  readonly wanted: string;
  /** What a folder may hold and is left out, beside what is hidden and links: "*.veil.png". */
  readonly leftOut?: string;
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
    if (name === standardStream) {
      files.set(name, await standardInputFile());
      continue;
    }
    try {
      const status = await look(name).catch((error: unknown) => {
        throw systemError("input", `a file or folder named ${printable(name)}`, error);
      });
      if (status.isDirectory()) {
        const before = files.size + failures.length;
        await searchFolder(name, walk, files, failures);
        if (files.size + failures.length === before) throw empty(name, walk);
      } else if (status.isFile()) {
        // The same file named twice is one input; a named file keeps its standing.
        const place = { path: name, relative: basename(name), found: false };
        files.set(resolve(name), { ...place, ...about(status) });
      } else {
        throw new NeuroveilError("input", {
          expected: "a file or a folder",
          got: `${printable(name)}, which is neither`,
          todo: "give it on standard input (-), or save it as a file first",
        });
      }
    } catch (error) {
      failures.push({ path: name, failure: toFailure(error) });
    }
  }
  return { files: [...files.values()], failures };
}

async function standardInputFile(): Promise<Input> {
  const permissions = await standardInputPermissions();
  const place = { path: standardStream, relative: standardStream, found: false, size: 0 };
  return { ...place, ...(permissions && { permissions }) };
}

async function searchFolder(
  root: string,
  walk: Walk,
  files: Map<string, Input>,
  failures: Inputs["failures"][number][],
): Promise<void> {
  const onUnreadable = (path: string, error: unknown): void => {
    failures.push({ path, failure: toFailure(error) });
  };
  for await (const walked of walkFolder(root, { except: walk.except, onUnreadable })) {
    // A file may have this name and is not meant by it.
    const path = walked === standardStream ? `.${sep}${walked}` : walked;
    if (files.has(resolve(path)) || !(await walk.accept(path))) continue;
    const place = { path, relative: relative(root, path), found: true };
    // Where it is gone by now, reading it will say so.
    const rest = await look(path).then(about, () => ({ size: 0 }));
    files.set(resolve(path), { ...place, ...rest });
  }
}

function look(path: string): Promise<BigIntStats> {
  return stat(systemPath(path), { bigint: true });
}

function about(status: BigIntStats): Pick<Input, "size" | "permissions" | "modified"> {
  const microseconds = Number(status.mtimeNs / 1000n);
  return {
    size: Number(status.size),
    permissions: { mode: Number(status.mode), gid: Number(status.gid) },
    // Beyond the years 1684 to 2255 a number holds no microseconds: such a time is a broken clock's.
    ...(Number.isSafeInteger(microseconds) && { modified: microseconds / 1000 }),
  };
}

function empty(folder: string, { wanted, leftOut }: Walk): NeuroveilError {
  const others = leftOut === undefined ? " and links" : `, links and ${leftOut}`;
  return new NeuroveilError("input", {
    expected: wanted,
    got: `the folder ${printable(folder)} with none`,
    todo: `hidden files${others} are left out`,
  });
}

/**
 * The bytes of a file, or of standard input for `-`.
 * @throws {NeuroveilError} "input" when it cannot be read
 */
export async function readInput(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (path === standardStream) return readStandardInput();
  try {
    const bytes = await readFile(systemPath(path));
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
