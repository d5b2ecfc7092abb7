import { rmSync, writeFileSync } from "node:fs";
import { readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { NeuroveilError } from "neuroveil/errors";
import { onInterrupt } from "./interrupts.ts";
import { makeFolder } from "./make-folder.ts";
import { printable } from "./printable.ts";
import { systemError } from "./system-errors.ts";

const lockName = ".neuroveil-compare.lock";
/** Times that a lock is looked at before what is in the way is told as it is. */
const attempts = 10;
/** Milliseconds in which whoever made a lock has written into it. */
const moment = 200;
/** Milliseconds after which nobody is removing a stale lock any more. */
const abandoned = 10_000;

/**
 * Keeps a folder to one run: a file in it with the id of the process. A process that was killed leaves
 * its file behind; the next run finds that process gone and takes the folder over.
 */
export class FolderLock {
  readonly #path: string;
  readonly #forget: () => void;

  private constructor(path: string) {
    this.#path = path;
    this.#forget = onInterrupt(() => rmSync(path, { force: true }));
  }

  /**
   * Makes the folder where it is missing, and its lock.
   * @throws {NeuroveilError} "output" when another run works in the folder, or when the system refuses
   */
  static async take(folder: string): Promise<FolderLock> {
    const path = join(folder, lockName);
    try {
      await makeFolder(folder);
      for (let attempt = 1; ; attempt++) {
        if (made(path)) return new FolderLock(path);
        const owner = await ownerOf(path);
        if (isRunning(owner) || attempt === attempts) throw inUse(folder, path, owner);
        await removeStale(path, owner);
      }
    } catch (error) {
      if (error instanceof NeuroveilError) throw error;
      throw systemError("output", `to keep results in ${printable(folder)}`, error);
    }
  }

  async release(): Promise<void> {
    this.#forget();
    await unlink(this.#path).catch(() => undefined);
  }
}

/**
 * Makes a file with our id. Synchronous, so that hardly anybody ever sees it empty.
 * @returns false where it is there already
 */
function made(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** The process in a lock; NaN where there is none, neither now nor a moment later. */
async function ownerOf(path: string): Promise<number> {
  const read = async (): Promise<number> => {
    const text = await readFile(path, "utf8").catch(() => "");
    return /^\d+\n$/.test(text) ? Number(text) : Number.NaN;
  };
  const owner = await read();
  if (!Number.isNaN(owner)) return owner;
  await setTimeout(moment);
  return await read();
}

/** A lock with our own id is of an earlier process that had it, as happens in containers. */
function isRunning(owner: number): boolean {
  if (Number.isNaN(owner) || owner === process.pid) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it is there.
    return hasCode(error, "EPERM");
  }
}

/**
 * Of several runs that find a lock stale one removes it, so that nobody's new lock goes with it: whoever
 * makes a second file. One that was killed in between leaves that behind, which shows by its age.
 */
async function removeStale(path: string, owner: number): Promise<void> {
  const guard = `${path}.removing`;
  if (!made(guard)) {
    const status = await stat(guard).catch(() => undefined);
    if (status !== undefined && Date.now() - status.mtimeMs > abandoned) await removed(guard);
    await setTimeout(moment);
    return;
  }
  try {
    if (Object.is(await ownerOf(path), owner)) await removed(path);
  } finally {
    await removed(guard);
  }
}

async function removed(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!hasCode(error, "ENOENT")) throw error;
  });
}

function inUse(folder: string, path: string, owner: number): NeuroveilError {
  const who = Number.isNaN(owner) ? "another run" : `process ${owner}`;
  return new NeuroveilError("output", {
    expected: "a report folder that no other run works in",
    got: `${printable(folder)}, where ${who} does`,
    todo: `wait until it ends or choose another folder (delete ${printable(path)} if no comparison is running)`,
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
