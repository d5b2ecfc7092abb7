import { availableThreads, spawn, type Thread } from "#threads";
import { NeuroveilError } from "../errors.ts";
import type { GcmRequest, Reply, Request } from "./thread.ts";

/**
 * Blocks that a worker is given at once: one to work on, and the next, so that it need not wait
 * until the calling thread has taken the result.
 */
export const blocksAhead = 2;

interface Worker {
  readonly thread: Thread;
  /** Blocks that it was given and has not given back. */
  blocks: number;
}

interface Waiting {
  /** It may be one of the first so many workers. */
  readonly count: number;
  readonly resolve: (worker: Worker) => void;
  readonly reject: (error: Error) => void;
}

let workers: Worker[] = [];
let started: Promise<boolean>[] = [];
let waiting: Waiting[] = [];

/** Starts workers up to `count`; they are kept for later images. @returns how many there are */
export async function startWorkers(count: number): Promise<number> {
  while (started.length < count) started.push(startWorker());
  const alive = await Promise.all(started);
  return alive.filter(Boolean).length;
}

async function startWorker(): Promise<boolean> {
  try {
    const thread = spawn();
    await thread.ready;
    workers.push({ thread, blocks: 0 });
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

/** Workers that can be asked now. */
export function workersRunning(): number {
  return workers.length;
}

/**
 * Asks the least busy of the first `count` workers, as soon as one has a place.
 * @throws NeuroveilError "limit" when the worker died
 */
export async function askWorker(
  request: Request | GcmRequest,
  transfer: ArrayBuffer[] = [],
  count: number = workers.length,
): Promise<Exclude<Reply, { failure: string } | { ready: true }>> {
  let reply: Reply;
  try {
    const worker = await acquire(count);
    reply = await worker.thread.ask(request, transfer);
    release(worker);
  } catch (cause) {
    forget(cause);
    throw new NeuroveilError(
      "limit",
      "a worker thread stopped (out of memory?); try again with fewer threads",
      { cause },
    );
  }
  if ("failure" in reply) throw new Error(reply.failure);
  if ("ready" in reply) throw new Error("a worker answered out of turn");
  return reply;
}

/** The least busy of the first `count` workers, as soon as one has a place. */
function acquire(count: number): Promise<Worker> {
  let best: Worker | undefined;
  for (const worker of workers.slice(0, count)) {
    if (worker.blocks < (best?.blocks ?? blocksAhead)) best = worker;
  }
  if (best !== undefined) {
    best.blocks++;
    return Promise.resolve(best);
  }
  return new Promise((resolve, reject) => {
    waiting.push({ count, resolve, reject });
  });
}

/** Gives a place back, or on to who waits for it. */
function release(worker: Worker): void {
  const index = workers.indexOf(worker);
  const next = waiting.findIndex(({ count }) => index < count);
  if (next < 0) worker.blocks--;
  else waiting.splice(next, 1)[0]!.resolve(worker);
}

/** Forgets all workers after one has died; the next image starts others. */
function forget(cause: unknown): void {
  workers = [];
  started = [];
  for (const { reject } of waiting) reject(new Error("a worker thread stopped", { cause }));
  waiting = [];
}
