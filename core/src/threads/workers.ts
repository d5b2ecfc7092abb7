import { availableThreads, spawn, type Thread } from "#threads";
import { NeuroveilError } from "../errors.ts";
import type { Task } from "./task.ts";
import { ask, WorkerGone } from "./thread.ts";

/**
 * Blocks that a worker is given at once: one to work on, and the next, so that it need not wait
 * until the calling thread has taken the result.
 */
export const blocksAhead = 2;

/** What kills its workers is not tried for ever. */
const mostAttempts = 3;

interface Worker {
  readonly thread: Thread;
  /** Blocks that it was given and has not given back. */
  blocks: number;
}

interface Waiting {
  /** It may be one of the first so many workers. */
  readonly count: number;
  readonly resolve: (worker: Worker) => void;
  readonly reject: (error: unknown) => void;
}

/** What a task is given. */
export interface Input<T> {
  readonly input: T;
  /** What is moved to the worker instead of being copied. */
  readonly transfer?: ArrayBuffer[];
}

/** How a worker is asked. */
export interface Question<T> {
  /** Made anew when the worker that had it died: what is moved to a worker is lost with it. */
  readonly make: () => Input<T>;
  /** Whether it can be done again from the start, because nothing is changed but copies. */
  readonly repeatable: boolean;
}

let workers: Worker[] = [];
const starting = new Set<Promise<void>>();
let waiting: Waiting[] = [];

/** Starts workers up to `count`; they are kept for later images. @returns how many there are */
export async function startWorkers(count: number): Promise<number> {
  while (workers.length + starting.size < count) begin();
  // A worker that cannot be started is done without: the calling thread can do the work.
  await Promise.allSettled(starting);
  return workers.length;
}

function begin(): void {
  const start = startWorker().finally(() => starting.delete(start));
  starting.add(start);
  start.catch((error: unknown) => {
    if (workers.length + starting.size > 0) return;
    for (const { reject } of waiting.splice(0)) reject(error);
  });
}

async function startWorker(): Promise<void> {
  const thread = spawn(() => bury(worker));
  const worker: Worker = { thread, blocks: 0 };
  await thread.ready;
  workers.push(worker);
  offer(worker);
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
 * Asks the least busy of the first `count` workers, as soon as one has a place. When that one dies,
 * another one is asked, unless it may have changed something.
 * @throws NeuroveilError "limit" when the worker died
 */
export async function askWorker<T, Output>(
  task: Task<T, Output>,
  { make, repeatable }: Question<T>,
  count: number = Math.max(workers.length, 1),
): Promise<Output> {
  for (let attempt = 1; ; attempt++) {
    const worker = await acquire(count);
    try {
      const { input, transfer } = make();
      const output = await ask(worker.thread, task, input, transfer);
      release(worker);
      return output;
    } catch (cause) {
      if (!(cause instanceof WorkerGone)) {
        release(worker);
        throw cause;
      }
      bury(worker);
      if ((repeatable || !cause.begun) && attempt < mostAttempts) continue;
      throw stopped(cause);
    }
  }
}

/** The least busy of the first `count` workers, as soon as one has a place. */
async function acquire(count: number): Promise<Worker> {
  let best: Worker | undefined;
  for (const worker of workers.slice(0, count)) {
    if (worker.blocks < (best?.blocks ?? blocksAhead)) best = worker;
  }
  if (best !== undefined) {
    best.blocks++;
    return best;
  }
  try {
    return await new Promise((resolve, reject) => {
      waiting.push({ count, resolve, reject });
      if (workers.length + starting.size === 0) begin();
    });
  } catch (cause) {
    throw stopped(cause);
  }
}

function release(worker: Worker): void {
  worker.blocks--;
  offer(worker);
}

/** Gives a worker's free places to those who wait for them. */
function offer(worker: Worker): void {
  const index = workers.indexOf(worker);
  if (index < 0) return;
  while (worker.blocks < blocksAhead) {
    const next = waiting.findIndex(({ count }) => index < count);
    if (next < 0) return;
    worker.blocks++;
    waiting.splice(next, 1)[0]!.resolve(worker);
  }
}

/** Takes a worker that died out; who waits is served by the others, or by a new one. */
function bury(dead: Worker): void {
  workers = workers.filter((worker) => worker !== dead);
  if (waiting.length > 0 && workers.length + starting.size === 0) begin();
  for (const worker of workers) offer(worker);
}

/** What became of a worker that did not answer. */
export function stopped(cause: unknown): NeuroveilError {
  return new NeuroveilError("limit", {
    expected: "a worker thread to do its part",
    got: "none that lived (out of memory?)",
    todo: "try again, or with fewer threads",
    cause,
  });
}
