import { mkdirSync, readdirSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hiddenPath } from "./hidden-files.ts";
import {
  hasEnded,
  identityPattern,
  identityText,
  parseIdentity,
  thisProcess,
} from "./process-identity.ts";
import { isSystemError } from "./system-errors.ts";
import { systemPath } from "./system-path.ts";

const lockName = ".neuroveil-naming.lock";
const owner = new RegExp(`^${identityPattern}$`);

/** Milliseconds; whoever holds the lock needs well below one of them. */
const pause = 5;
const patience = 5000;

/**
 * Does `work` while no other run gives a name to a file in that folder.
 *
 * The lock is a folder that holds a file with its owner's identity for a name. It appears with that
 * file in it, by one rename, which the system refuses while the lock is there and not empty. So it
 * never lacks an owner, and one whose owner was killed is taken over by removing the file of exactly
 * that owner: nobody's new lock can go with it.
 *
 * Synchronous, as the naming of files is: an interrupt finds the lock released.
 */
export function whileNaming<T>(folder: string, work: () => T): T {
  const lock = join(folder, lockName);
  const token = identityText(thisProcess());
  take(folder, lock, token);
  try {
    return work();
  } finally {
    unlinkSync(systemPath(join(lock, token)));
    // Left to whoever has taken it meanwhile.
    removeEmpty(lock);
  }
}

/** Removes what a killed process has left of the lock. */
export function removeStaleLock(folder: string): void {
  const lock = join(folder, lockName);
  removeTokens(lock);
  removeEmpty(lock);
}

/** Removes a folder that was to become the lock, of a process that has ended. */
export function removePreparedLock(path: string): void {
  removeTokens(path);
  removeEmpty(path);
}

function take(folder: string, lock: string, token: string): void {
  const prepared = hiddenPath(folder, "lock");
  mkdirSync(systemPath(prepared), 0o700);
  try {
    writeFileSync(systemPath(join(prepared, token)), "", { flag: "wx", mode: 0o600 });
    const end = performance.now() + patience;
    while (!renamed(prepared, lock)) {
      removeStaleLock(folder);
      if (performance.now() > end) {
        throw Object.assign(new Error("another run holds the lock"), { code: "EBUSY" });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  } catch (error) {
    try {
      unlinkSync(systemPath(join(prepared, token)));
    } catch {
      // Never made.
    }
    removeEmpty(prepared);
    throw error;
  }
}

/** How systems say that a folder is in the way. */
const inTheWay = ["ENOTEMPTY", "EEXIST", "EPERM", "EACCES", "EBUSY"];

function renamed(from: string, to: string): boolean {
  try {
    renameSync(systemPath(from), systemPath(to));
    return true;
  } catch (error) {
    if (inTheWay.some((code) => isSystemError(error, code))) return false;
    throw error;
  }
}

/** Takes out the names of owners that have ended. */
function removeTokens(lock: string): void {
  for (const name of listed(lock)) {
    if (!owner.test(name) || !hasEnded(parseIdentity(name))) continue;
    try {
      unlinkSync(systemPath(join(lock, name)));
    } catch (error) {
      if (!isSystemError(error, "ENOENT")) throw error;
    }
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(systemPath(folder), "utf8");
  } catch {
    return [];
  }
}

/** A folder that is not empty stays: the system refuses. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(systemPath(folder));
  } catch {
    // Somebody has it, or it is gone.
  }
}
