import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it. Node's own recursive mkdir never returns where a file system lets
 * nobody make one (/proc).
 * @throws Error with code ENOTDIR when a file is in the way, and others of the system
 */
export async function makeFolder(path: string): Promise<void> {
  if (await made(path, ["ENOENT"])) return;
  await makeFolder(dirname(path));
  await made(path);
}

/** @returns false where it failed with one of the codes `but` */
async function made(path: string, but: readonly string[] = []): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "EEXIST") return isFolder(path, error as Error);
    if (but.includes(code) && dirname(path) !== path) return false;
    throw error;
  }
}

/** A file of that name is told as what it is, and not as a name that is taken. */
async function isFolder(path: string, error: Error): Promise<true> {
  const status = await stat(path).catch(() => undefined);
  if (status?.isDirectory() !== true) throw Object.assign(error, { code: "ENOTDIR" });
  return true;
}
