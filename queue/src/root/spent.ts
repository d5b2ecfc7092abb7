import { readdir, readFile, stat, unlink, writeFile } from "node:fs/promises";
import { holdParts, type HeldFolder } from "./beneath.ts";

/** Hidden, so that no batch takes it for pictures and no job can name it. */
const folderName = ".neuroveil-queue";

/**
 * Which orders to decrypt have been carried out: a small file each, below the root that all workers
 * share. Whoever brings an old order again, after its result was taken away, gets nothing by it.
 */
export class SpentOrders {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Whether this order, or a later one for the same job, was carried out. */
  has(id: string, issued: number): Promise<boolean> {
    return this.#within(async (folder) => {
      const text = await readFile(folder.inside(id), "utf8").catch(() => undefined);
      // One without a number was being written when its worker was killed.
      return text !== undefined && (text === "" || Number(text) >= issued);
    });
  }

  /** Call when the result is there. */
  add(id: string, issued: number): Promise<void> {
    return this.#within((folder) =>
      writeFile(folder.inside(id), String(issued), { mode: 0o644, flush: true }),
    );
  }

  /** Forgets what is older, in milliseconds; no worker would carry out an order of that age. */
  forget(age: number): Promise<void> {
    return this.#within(async (folder) => {
      for (const name of await readdir(folder.inside("."))) {
        const path = folder.inside(name);
        const status = await stat(path).catch(() => undefined);
        if (status !== undefined && status.mtimeMs < Date.now() - age)
          await unlink(path).catch(() => undefined);
      }
    });
  }

  async #within<T>(work: (folder: HeldFolder) => Promise<T>): Promise<T> {
    const folder = await holdParts(this.#root, [folderName], true);
    try {
      return await work(folder);
    } finally {
      await folder.close();
    }
  }
}
