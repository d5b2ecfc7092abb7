import { randomBytes } from "node:crypto";
import { closeSync, fsync, openSync, unlinkSync, writeFile } from "node:fs";
import { link, mkdir, open, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { NeuroveilError } from "neuroveil/errors";
import { onInterrupt } from "../terminal/interrupts.ts";
import { printable } from "../terminal/printable.ts";
import { sizeText } from "../terminal/units.ts";
import { systemError } from "./system-errors.ts";

const writeAll = promisify(writeFile);
const flush = promisify(fsync);

/** Files that are being written and do not carry their final name yet. */
const unfinished = new Set<string>();
let watching = false;

export interface OutputOptions {
  /** Replace a file that is already there. */
  readonly force: boolean;
  /** Permissions of the new file, before the umask. */
  readonly mode?: number;
}

/**
 * Writes a whole file or nothing: the bytes go to a hidden file in the same folder, reach the disk,
 * and only then take the final name. Folders are made as needed.
 *
 * @throws {NeuroveilError} "output" when the name is taken (without `force`) or the system refuses
 */
export async function writeOutput(
  path: string,
  bytes: Uint8Array,
  options: OutputOptions,
): Promise<void> {
  watchInterruptsOnce();
  const folder = dirname(path);
  const shown = printable(path);
  const expected = `to write ${shown} (${sizeText(bytes.length)})`;
  // Short and random: it never exceeds the length of name that a file system allows.
  const temporary = join(folder, `.neuroveil-${randomBytes(6).toString("hex")}.tmp`);
  try {
    await makeFolder(folder);
    if (options.force) await refuseSpecialFile(path);
    unfinished.add(temporary);
    // Synchronous, so that an interrupt finds either the name on the list and the file on the disk
    // or neither.
    const descriptor = openSync(temporary, "wx", options.mode ?? 0o666);
    try {
      await writeAll(descriptor, bytes);
      await flush(descriptor);
    } finally {
      closeSync(descriptor);
    }
    await (options.force ? rename(temporary, path) : claim(temporary, path));
    await flushFolder(folder);
  } catch (error) {
    if (isSystemError(error, "EEXIST")) throw taken(path);
    throw error instanceof NeuroveilError ? error : systemError("output", expected, error);
  } finally {
    // After a rename nothing is left to remove; after a link, the second name of the same file.
    await unlink(temporary).catch(() => undefined);
    unfinished.delete(temporary);
  }
}

/** The refusal to overwrite, also used before any work is done. */
export function taken(path: string): NeuroveilError {
  return new NeuroveilError(
    "output",
    `expected a new name, got ${printable(path)}, which is already there; add --force to replace it, or --output to choose another`,
  );
}

/** @throws ENOTDIR when a file is in the way; mkdir itself says EEXIST then, like a taken name */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw isSystemError(error, "EEXIST") ? Object.assign(error, { code: "ENOTDIR" }) : error;
  }
}

/** A rename would put a file in the place of a device or a pipe: /dev/null would be gone. */
async function refuseSpecialFile(path: string): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined || status.isFile() || status.isDirectory()) return;
  throw new NeuroveilError(
    "output",
    `expected the name of a file to replace, got ${printable(path)}, which is a device or a pipe; choose another with --output`,
  );
}

/** Gives `temporary` its final name, failing when that exists: no check could be raced against. */
async function claim(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP"].some((code) => isSystemError(error, code))) {
      throw error;
    }
    // No hard links here (FAT, some network drives): reserve the name, then put the file in its place.
    await (await open(path, "wx")).close();
    await rename(temporary, path);
  }
}

/** So that the name, too, survives a power cut; not every system can do it, none needs it to go on. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file is written; only its durability is the system's usual.
  }
}

function isSystemError(error: unknown, code: string): error is Error {
  return error instanceof Error && "code" in error && error.code === code;
}

function watchInterruptsOnce(): void {
  if (watching) return;
  watching = true;
  onInterrupt(() => {
    for (const path of unfinished) {
      try {
        unlinkSync(path);
      } catch {
        // Gone already, or never made.
      }
    }
  });
}
