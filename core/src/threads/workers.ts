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
const starting = new Set<Promise<void>>();
let waiting: Waiting[] = [];

/** Starts workers up to `count`; they are kept for later images. @returns how many there are */
export async function startWorkers(count: number): Promise<number> {
  while (workers.length + starting.size < count) {
    const start = startWorker().finally(() => starting.delete(start));
    starting.add(start);
  }
  // A worker that cannot be started is done without: the calling thread can do the work.
  await Promise.allSettled(starting);
  return workers.length;
}

async function startWorker(): Promise<void> {
  const thread = spawn();
  await thread.ready;
  workers.push({ thread, blocks: 0 });
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
  const worker = await acquire(count);
  let reply: Reply;
  try {
    reply = await worker.thread.ask(request, transfer);
  } catch (cause) {
    bury(worker);
    throw stopped(cause);
  }
  release(worker);
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

/** Takes a worker that died out; the next image starts another one. */
function bury(dead: Worker): void {
  workers = workers.filter((worker) => worker !== dead);
  if (workers.length > 0) return;
  for (const { reject } of waiting) reject(stopped("no worker is left"));
  waiting = [];
}

function stopped(cause: unknown): NeuroveilError {
  return new NeuroveilError(
    "limit",
    "a worker thread stopped (out of memory?); try again with fewer threads",
    { cause },
  );
}
