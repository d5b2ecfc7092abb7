import { copyFileSync, linkSync, lstatSync, renameSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { whileNaming } from "./naming-lock.ts";
import { isSystemError } from "./system-errors.ts";
import { systemPath } from "./system-path.ts";

/** Gives a file a second name and refuses to replace one; as `linkSync` of node:fs. */
export type Link = (existing: string | Buffer, added: string | Buffer) => void;

/**
 * Moves a finished file to its final name, and fails with EEXIST where that is taken. A hard link does
 * both in one step that no check could be raced against.
 *
 * Where there are none (FAT, exFAT, some network drives and phones), Node has no call that renames
 * and refuses to replace. There the name is looked for and then taken by a rename, under a lock that
 * all our runs respect: a kill leaves the whole file or none, and none of our files is replaced. What
 * remains is another program that makes a file of this very name between the two calls, within
 * microseconds: its file would be replaced.
 */
export function takeName(temporary: string, path: string, link: Link = linkSync): void {
  try {
    link(systemPath(temporary), systemPath(path));
  } catch (error) {
    // Systems refuse links in many words: EPERM, ENOTSUP, EXDEV, EISDIR (Windows on exFAT)… Whatever
    // else was wrong is wrong with a rename, too.
    if (isSystemError(error, "EEXIST")) throw error;
    whileNaming(dirname(path), () => takeFreeName(temporary, path));
    return;
  }
  try {
    unlinkSync(systemPath(temporary));
  } catch {
    // It has its name; the other one is removed later.
  }
}

function takeFreeName(temporary: string, path: string): void {
  if (lstatSync(systemPath(path), { throwIfNoEntry: false }) !== undefined) {
    throw Object.assign(new Error(`${path} is there`), { code: "EEXIST" });
  }
  renameSync(systemPath(temporary), systemPath(path));
}

/** Makes a file known by another name, too, or what is in it. */
export function giveSecondName(path: string, other: string, link: Link = linkSync): void {
  try {
    link(systemPath(path), systemPath(other));
  } catch (error) {
    if (isSystemError(error, "ENOENT") || isSystemError(error, "EISDIR")) throw error;
    copyFileSync(systemPath(path), systemPath(other));
  }
}
