import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { hiddenOwner } from "./hidden-files.ts";
import { removePreparedLock, removeStaleLock } from "./naming-lock.ts";
import { printable } from "./printable.ts";
import { hasEnded, isThisProcess } from "./process-identity.ts";
import { isSystemError } from "./system-errors.ts";
import { systemPath } from "./system-path.ts";

const tidied = new Map<string, Promise<void>>();

let tell: (line: string) => void = () => undefined;

/** Has `listener` told, in a line a folder, what may be another run's and therefore stays. */
export function onLeftAlone(listener: (line: string) => void): void {
  tell = listener;
}

/**
 * Removes from a folder what killed runs were writing there, once a call, and names in one line what
 * may belong to one that is still at work. What cannot be listed or removed keeps nobody from working.
 * @param folder what it is called
 * @param held a path to the same that others cannot lead elsewhere, for whoever holds it open
 */
export function tidyFolder(folder: string, held: string = folder): Promise<void> {
  const tidying = tidied.get(folder) ?? tidyAndTell(folder, held);
  tidied.set(folder, tidying);
  return tidying;
}

async function tidyAndTell(folder: string, held: string): Promise<void> {
  const left = await tidy(held);
  if (left.length > 0) tell(`${printable(folder)}: ${leftAlone(left)}`);
}

export async function tidyFolders(folders: Iterable<string>): Promise<void> {
  for (const folder of new Set(folders)) await tidyFolder(folder);
}

/** @returns names of hidden files that stay, of other processes than this one */
async function tidy(folder: string): Promise<string[]> {
  const left: string[] = [];
  // A name of ours is UTF-8; others come garbled and do not match.
  const names = await readdir(systemPath(folder)).catch(() => []);
  for (const name of names) {
    const owner = hiddenOwner(name);
    if (owner === undefined || isThisProcess(owner)) continue;
    if (!hasEnded(owner) || !(await removed(join(folder, name)))) left.push(name);
  }
  removeStaleLock(folder);
  return left;
}

async function removed(path: string): Promise<boolean> {
  try {
    if (path.endsWith(".lock")) removePreparedLock(path);
    else await unlink(systemPath(path));
    return true;
  } catch (error) {
    return isSystemError(error, "ENOENT");
  }
}

function leftAlone(names: readonly string[]): string {
  const [them, it] = names.length === 1 ? ["it", "that run has"] : ["them", "those runs have"];
  return `left ${names.join(", ")} to the other run that writes ${them}; delete ${them} if ${it} ended`;
}
