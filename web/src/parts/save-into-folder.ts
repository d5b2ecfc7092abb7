import { chosenFolder } from "./pickers.ts";

/** What was saved, and why not all of it, if that is so. */
export interface Saved {
  readonly count: number;
  readonly failure?: { readonly name: string; readonly why: string };
}

/**
 * Saves files into a folder that somebody chooses, such as the one that they came from. Nothing that is there is
 * written over, and a file is there as a whole or not at all.
 * @returns undefined when somebody changed their mind
 */
export async function saveIntoFolder(files: readonly File[]): Promise<Saved | undefined> {
  const folder = await chosenFolder();
  if (folder === undefined || folder === "none") return undefined;
  let count = 0;
  for (const file of files) {
    try {
      await save(folder, file);
    } catch (error) {
      return { count, failure: { name: file.name, why: (error as Error).message } };
    }
    count++;
  }
  return { count };
}

async function save(folder: FileSystemDirectoryHandle, file: File): Promise<void> {
  const name = await freeName(folder, file.name);
  const handle = await folder.getFileHandle(name, { create: true });
  try {
    // What is written goes into another file, which takes this one's place when it is closed.
    await file.stream().pipeTo(await handle.createWritable());
  } catch (error) {
    await folder.removeEntry(name);
    throw error;
  }
}

async function freeName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${n}-${name}`;
    if (!(await exists(folder, free))) return free;
  }
}

async function exists(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name);
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // A folder of that name is in the way as well.
    if (error.name === "TypeMismatchError") return true;
    if (error.name === "NotFoundError") return false;
    throw error;
  }
}
