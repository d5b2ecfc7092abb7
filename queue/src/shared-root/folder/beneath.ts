import { constants } from "node:fs";
import { lstat, mkdir, open, realpath, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { isSystemError, printable, systemError, systemPath } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { pathParts } from "../paths.ts";

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/**
 * Linux names what a process has open under /proc/self/fd, and a path through there starts at that very
 * folder, whatever it is called meanwhile. Elsewhere paths are walked by name, and looked at before.
 */
const byDescriptor = process.platform === "linux";

/** A folder below a root, held open. */
export interface HeldFolder {
  /** A path of something in it, which no symbolic link can lead elsewhere. */
  inside(name: string): string;
  close(): Promise<void>;
}

/**
 * Opens the folder of a path, part by part, through no symbolic link.
 * @param folder below the root, with slashes
 * @param make folders that are missing
 * @throws {NeuroveilError} "input" when a part is no folder, or a link
 */
export function holdFolder(root: string, folder: string, make: boolean): Promise<HeldFolder> {
  return holdParts(root, pathParts(folder), make);
}

/** The same for names that no job may use. */
export async function holdParts(
  root: string,
  parts: readonly string[],
  make: boolean,
): Promise<HeldFolder> {
  const folder = parts.join("/");
  let held = await enter(root, root);
  try {
    for (const part of parts) {
      const next = held.inside(part);
      if (make) await makeOne(next);
      const entered = await enter(next, folder);
      await held.close();
      held = entered;
    }
    return held;
  } catch (error) {
    await held.close();
    if (error instanceof NeuroveilError) throw error;
    throw refusal(folder, error);
  }
}

async function enter(path: string, shown: string): Promise<HeldFolder> {
  if (!byDescriptor) return byName(path, shown);
  let handle: FileHandle;
  try {
    handle = await open(systemPath(path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    throw refusal(shown, error);
  }
  const start = `/proc/self/fd/${handle.fd}`;
  return { inside: (name) => `${start}/${name}`, close: () => handle.close() };
}

async function byName(path: string, shown: string): Promise<HeldFolder> {
  const status = await lstat(systemPath(path)).catch((error: unknown) => {
    throw refusal(shown, error);
  });
  if (!status.isDirectory()) throw refusal(shown, undefined);
  return { inside: (name) => join(path, name), close: () => Promise.resolve() };
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(systemPath(path));
  } catch (error) {
    if (!isSystemError(error, "EEXIST")) throw error;
  }
}

/**
 * Opens a regular file for reading, through no symbolic link; a pipe or a device keeps nobody waiting.
 * @param path below the root, with slashes
 * @throws {NeuroveilError} "input"
 */
export async function openBeneath(root: string, path: string): Promise<FileHandle> {
  const parts = pathParts(path);
  const folder = await holdFolder(root, parts.slice(0, -1).join("/"), false);
  try {
    const inside = folder.inside(parts.at(-1)!);
    const file = await open(systemPath(inside), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) throw refusal(path, undefined);
      if (!byDescriptor) await refuseElsewhere(root, inside, path);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof NeuroveilError) throw error;
    throw refusal(path, error);
  } finally {
    await folder.close();
  }
}

async function refuseElsewhere(root: string, inside: string, shown: string): Promise<void> {
  if ((await realpath(systemPath(inside))) !== join(root, shown)) throw refusal(shown, undefined);
}

function refusal(path: string, error: unknown): NeuroveilError {
  const link = ["ELOOP", "ENOTDIR"].some((code) => isSystemError(error, code));
  if (error !== undefined && !link)
    return systemError("input", `to open ${printable(path)} below the workers' root`, error);
  return new NeuroveilError("input", {
    expected: `${printable(path)} below the workers' root, through no symbolic link`,
    got: "a link, or neither a file nor a folder",
    todo: "name the file itself",
  });
}
