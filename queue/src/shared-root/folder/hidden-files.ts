import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { ownFolder, type OwnFiles } from "../root.ts";
import { holdParts, type HeldFolder } from "./beneath.ts";

/** Small files below a folder's root that no batch takes for pictures. No link is followed to or from them. */
export class HiddenFiles implements OwnFiles {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  read(name: string, most: number): Promise<Uint8Array | undefined> {
    return this.#within(name, (folder) => readBounded(folder.inside(name), most));
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    return this.#within(name, (folder) => writeFresh(folder, name, bytes));
  }

  async forget(before: number): Promise<void> {
    const above = await holdParts(this.#root, [ownFolder], true);
    try {
      for (const part of await readdir(above.inside("."))) {
        // What is no folder of ours is left as it is.
        const folder = await holdParts(this.#root, [ownFolder, part], false).catch(() => undefined);
        if (folder === undefined) continue;
        try {
          await forgetIn(folder, before);
        } finally {
          await folder.close();
        }
      }
    } finally {
      await above.close();
    }
  }

  /** Not all in one folder: there may be a million. */
  async #within<T>(name: string, work: (folder: HeldFolder) => Promise<T>): Promise<T> {
    const folder = await holdParts(this.#root, [ownFolder, name.slice(1, 3)], true);
    try {
      return await work(folder);
    } finally {
      await folder.close();
    }
  }
}

/** Follows no link, and waits for nobody at the other end of a pipe. */
async function readBounded(path: string, most: number): Promise<Uint8Array | undefined> {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => undefined);
  try {
    const status = await file?.stat();
    if (status?.isFile() !== true || status.size > most) return undefined;
    return await file!.readFile();
  } finally {
    await file?.close();
  }
}

/** A new file takes the name, whatever has it: nothing is written through a link. */
async function writeFresh(folder: HeldFolder, name: string, bytes: Uint8Array): Promise<void> {
  const fresh = folder.inside(`${name}.${randomUUID()}`);
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const file = await open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
  await rename(fresh, folder.inside(name));
}

async function forgetIn(folder: HeldFolder, before: number): Promise<void> {
  for (const name of await readdir(folder.inside("."))) {
    const path = folder.inside(name);
    const status = await lstat(path).catch(() => undefined);
    if (status !== undefined && status.mtimeMs < before) await unlink(path).catch(() => undefined);
  }
}
