import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { lstat, open, readdir, rename, unlink } from "node:fs/promises";
import type { Failure } from "@neuroveil/jobs";
import type { Ending } from "../sealed/ending.ts";
import type { QueueKeys } from "../sealed/keys.ts";
import { parsedJson } from "../sealed/order.ts";
import { holdParts, type HeldFolder } from "./beneath.ts";

/** Hidden, so that no batch takes it for pictures and no job can name it. */
const folderName = ".neuroveil-queue";

/** Far more than one takes. */
const mostBytes = 1 << 16;

/** What was done for a job. */
export type Carried = Done | Failed;

interface Done {
  /** Of the order, in milliseconds since 1970. */
  readonly issued: number;
  readonly ending: Ending;
}

/** An order that could not be carried out. */
export interface Failed {
  readonly issued: number;
  readonly failure: Failure;
  /** Attempts at this order. */
  readonly times: number;
}

/**
 * Which orders have been carried out or tried, and how they ended: a small sealed file each, below the root that
 * all workers share. Whoever brings an old order again gets nothing done by it, and costs little.
 */
export class Records {
  readonly #root: string;
  readonly #keys: QueueKeys;

  constructor(root: string, keys: QueueKeys) {
    this.#root = root;
    this.#keys = keys;
  }

  /** What was carried out under an id last; undefined where nothing was. */
  find(id: string): Promise<Carried | undefined> {
    return this.#within(id, async (folder) => {
      const text = await readRecord(folder.inside(id)).catch(() => undefined);
      // One that does not open was being written when its worker was killed.
      const opened = text === undefined ? undefined : this.#keys.open("record", text, id);
      return opened === undefined ? undefined : (parsedJson(opened) as Carried | undefined);
    });
  }

  /** Call when the result is there, or when there will be none. */
  add(id: string, carried: Carried): Promise<void> {
    const text = this.#keys.seal("record", JSON.stringify(carried), id);
    return this.#within(id, (folder) => writeRecord(folder, id, text));
  }

  /** Forgets what is older, in milliseconds; no worker would carry out an order of that age. */
  async forget(age: number): Promise<void> {
    const above = await holdParts(this.#root, [folderName], true);
    try {
      for (const part of await readdir(above.inside("."))) {
        // What is no folder of ours is left as it is.
        const folder = await holdParts(this.#root, [folderName, part], false).catch(
          () => undefined,
        );
        if (folder === undefined) continue;
        try {
          await forgetIn(folder, Date.now() - age);
        } finally {
          await folder.close();
        }
      }
    } finally {
      await above.close();
    }
  }

  /** Not all in one folder: there may be a million. */
  async #within<T>(id: string, work: (folder: HeldFolder) => Promise<T>): Promise<T> {
    const folder = await holdParts(this.#root, [folderName, id.slice(1, 3)], true);
    try {
      return await work(folder);
    } finally {
      await folder.close();
    }
  }
}

/** Follows no link, and waits for nobody at the other end of a pipe. */
async function readRecord(path: string): Promise<string | undefined> {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const status = await file.stat();
    if (!status.isFile() || status.size > mostBytes) return undefined;
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** A new file takes the name, whatever has it: nothing is written through a link. */
async function writeRecord(folder: HeldFolder, id: string, text: string): Promise<void> {
  const fresh = folder.inside(`${id}.${randomUUID()}`);
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const file = await open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  await rename(fresh, folder.inside(id));
}

async function forgetIn(folder: HeldFolder, before: number): Promise<void> {
  for (const name of await readdir(folder.inside("."))) {
    const path = folder.inside(name);
    const status = await lstat(path).catch(() => undefined);
    if (status !== undefined && status.mtimeMs < before) await unlink(path).catch(() => undefined);
  }
}
