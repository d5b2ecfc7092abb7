import { stat } from "node:fs/promises";
import { systemPath } from "./system-path.ts";

/** Who may read and write a file. */
export interface Permissions {
  readonly mode: number;
  readonly gid: number;
}

/** Those of files that are there. */
export async function permissionsOf(paths: readonly string[]): Promise<Permissions[]> {
  const found = await Promise.all(
    paths.map((path) => stat(systemPath(path)).catch(() => undefined)),
  );
  return found.filter((status) => status !== undefined);
}

let mask: number | undefined;

/**
 * The mode of a new file: what the umask allows, and nothing that one of `within` does not allow.
 * @param gid the new file's group; where that of another differs, the new group gets at most what
 *   everybody got there
 */
export function modeWithin(within: readonly Permissions[], gid: number): number {
  let mode = 0o666 & ~umask();
  for (const limit of within) {
    const both = (limit.mode >> 3) & limit.mode & 0o006;
    mode &= limit.gid === gid ? limit.mode : (limit.mode & 0o600) | (both << 3) | both;
  }
  return mode;
}

/** Reading it sets it for a moment; to a narrow one, in case another thread makes a file just then. */
function umask(): number {
  if (mask === undefined) {
    mask = process.umask(0o077);
    process.umask(mask);
  }
  return mask;
}
