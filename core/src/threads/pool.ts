import { availableThreads, spawn, type Thread } from "#threads";
import type { Block, TileEngine } from "../ciphers/tile-engine.ts";
import { NeuroveilError } from "../errors.ts";

/** The work on blocks, wherever it is done. */
export interface TilePool {
  /** Blocks that are worth giving at once. */
  readonly lanes: number;
  digest(key: Uint8Array, block: Block): Promise<Uint16Array>;
  encrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Promise<void>;
  decrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Promise<Uint16Array>;
}

/** What a worker is asked; `block.data` is shared, or a copy that comes back. */
export interface Request {
  readonly cipher: string;
  readonly work: "digest" | "encrypt" | "decrypt";
  readonly key: Uint8Array;
  readonly block: Block;
  readonly keyVector?: Uint8Array | undefined;
}

export type Reply =
  | { readonly ready: true }
  | { readonly digests?: Uint16Array | undefined; readonly data?: Uint8Array | undefined }
  | { readonly failure: string };

/**
 * A pool for one cipher: worker threads when there are several and they can be started (a page's
 * policy may forbid it), else the calling thread.
 * @param threads upper bound; default: as many as the machine has
 */
export async function openPool(
  cipher: string,
  engine: () => Promise<TileEngine>,
  threads: number = availableThreads(),
): Promise<TilePool> {
  const count = Math.min(threads, availableThreads());
  const workers = count > 1 ? await startWorkers(count) : 0;
  return workers > 1 ? threadPool(cipher, Math.min(count, workers)) : localPool(await engine());
}

/** Milliseconds after which the calling thread lets other events through. */
const yieldAfter = 30;

function localPool(engine: TileEngine): TilePool {
  let last = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - last < yieldAfter) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    last = performance.now();
  };
  return {
    lanes: 1,
    async digest(key, block) {
      await breathe();
      return engine.digest(key, block);
    },
    async encrypt(key, block, keyVector) {
      await breathe();
      engine.encrypt(key, block, keyVector);
    },
    async decrypt(key, block, keyVector) {
      await breathe();
      return engine.decrypt(key, block, keyVector);
    },
  };
}

const idle: Thread[] = [];
const waiting: ((thread: Thread) => void)[] = [];
let started: Promise<boolean>[] = [];

/** Starts workers up to `count`; they are kept for later images. @returns how many there are */
async function startWorkers(count: number): Promise<number> {
  while (started.length < count) started.push(startWorker());
  const alive = await Promise.all(started);
  return alive.filter(Boolean).length;
}

async function startWorker(): Promise<boolean> {
  try {
    const thread = spawn();
    await thread.ready;
    release(thread);
    return true;
  } catch {
    return false;
  }
}

/** Starts the threads ahead of the first image, while it is still being decoded. */
export function warmThreads(threads: number = availableThreads()): void {
  const count = Math.min(threads, availableThreads());
  if (count > 1) void startWorkers(count);
}

function release(thread: Thread): void {
  const next = waiting.shift();
  if (next) next(thread);
  else idle.push(thread);
}

function acquire(): Promise<Thread> {
  const thread = idle.pop();
  if (thread) return Promise.resolve(thread);
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

function threadPool(cipher: string, lanes: number): TilePool {
  const ask = async (
    work: Request["work"],
    key: Uint8Array,
    block: Block,
    keyVector?: Uint8Array,
  ): Promise<Uint16Array | undefined> => {
    const thread = await acquire();
    let reply: Reply;
    const copy = isShared(block.data) ? undefined : copyOut(block);
    try {
      const request: Request = { cipher, work, key, block: copy ?? block, keyVector };
      reply = await thread.ask(request, copy ? [copy.data.buffer as ArrayBuffer] : []);
    } catch (cause) {
      // A worker that died is not given back; the next start replaces it.
      started = [];
      idle.length = 0;
      throw new NeuroveilError(
        "limit",
        "a worker thread stopped (out of memory?); try again with fewer threads",
        { cause },
      );
    }
    release(thread);
    if ("failure" in reply) throw new Error(reply.failure);
    if ("ready" in reply) throw new Error("a worker answered out of turn");
    if (reply.data && work !== "digest") copyIn(block, reply.data);
    return reply.digests;
  };
  return {
    lanes,
    digest: async (key, block) => (await ask("digest", key, block))!,
    encrypt: async (key, block, keyVector) => void (await ask("encrypt", key, block, keyVector)),
    decrypt: async (key, block, keyVector) => (await ask("decrypt", key, block, keyVector))!,
  };
}

function isShared(bytes: Uint8Array): boolean {
  return typeof SharedArrayBuffer !== "undefined" && bytes.buffer instanceof SharedArrayBuffer;
}

function copyOut(block: Block): Block {
  const { data, offset, pitch, width, rows } = block;
  if (pitch === width)
    return {
      ...block,
      data: new Uint8Array(data.subarray(offset, offset + rows * pitch)),
      offset: 0,
    };
  const copy = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    copy.set(data.subarray(offset + row * pitch, offset + row * pitch + width), row * width);
  }
  return { ...block, data: copy, offset: 0, pitch: width };
}

function copyIn({ data, offset, pitch, width, rows }: Block, copy: Uint8Array): void {
  if (pitch === width) {
    data.set(copy, offset);
    return;
  }
  for (let row = 0; row < rows; row++)
    data.set(copy.subarray(row * width, (row + 1) * width), offset + row * pitch);
}
