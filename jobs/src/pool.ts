import { availableParallelism } from "node:os";
import type { Transferable } from "node:worker_threads";
import { NeuroveilError } from "neuroveil/errors";
import type { Piscina } from "piscina";
import { toFailure, type Failure } from "./failure.ts";
import type { Outcome } from "./outcome.ts";

/** Runs jobs, each on one worker thread as a whole. */
export interface Pool<Job, Value> {
  /** Jobs that run at the same time. */
  readonly width: number;
  /**
   * @param options name: which export of the worker's module does it, by default the default one;
   *   transfer: what of the job is handed over instead of copied; signal: ends the worker in the middle
   *   of the job, and another one takes its place
   */
  run(
    job: Job,
    options?: {
      readonly name?: string;
      readonly transfer?: readonly Transferable[];
      readonly signal?: AbortSignal;
    },
  ): Promise<Outcome<Value>>;
  /**
   * Resolves when all workers have loaded what they run: Node 20 ends the process when one is ended while it
   * loads. Rejects when none of them can be started.
   */
  ready(): Promise<void>;
  /** Resolves, with the reason, when there is no worker any more and none can be started. */
  readonly broken: Promise<Error>;
  close(): Promise<void>;
}

/**
 * A pool of workers.
 * @param worker module whose exports do one job each and return its outcome
 * @param width how many there are; one for every core when not given
 * @param data what every worker has from its start, as `workerData` of piscina
 */
export async function createPool<Job, Value>(
  worker: URL,
  width: number = availableParallelism(),
  data?: unknown,
): Promise<Pool<Job, Value>> {
  const { Piscina } = await import("piscina");
  const pool = new Piscina({
    filename: worker.href,
    maxThreads: width,
    minThreads: width,
    workerData: data,
    // Tests run from the sources, under conditions that lead to them; a worker needs JavaScript.
    ...(import.meta.url.endsWith(".ts") && { execArgv: [] }),
  });
  let reason: Error | undefined;
  /** What rejects the jobs that are waited for. A race against one promise would keep all results for good. */
  const waiting = new Set<(error: Error) => void>();
  // One that dies without a job is replaced, unless the one in its place dies before it has begun: what
  // is asked of a pool without workers would wait for ever.
  let closed = false;
  const broken = new Promise<Error>((resolve) => {
    let last: unknown;
    pool.on("error", (error: Error) => (last = error));
    pool.on("workerDestroy", () => {
      // By then another one has its place.
      setImmediate(() => {
        if (pool.threads.length > 0 || closed) return;
        reason = cannotStart(last);
        for (const reject of waiting) reject(reason);
        resolve(reason);
      });
    });
  });
  const unlessBroken = <T>(work: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (reason !== undefined) reject(reason);
      waiting.add(reject);
      work.then(resolve, reject).finally(() => waiting.delete(reject));
    });
  return {
    width,
    broken,
    ready: () => unlessBroken(loaded(pool, width)),
    run: async (job, { name = "default", transfer = [], signal } = {}) => {
      try {
        const options = { name, transferList: [...transfer], ...(signal && { signal }) };
        return (await unlessBroken(pool.run(job, options))) as Outcome<Value>;
      } catch (error) {
        // A worker that died took only its own job with it.
        return { failure: died(error) };
      }
    },
    close: () => {
      closed = true;
      return pool.destroy();
    },
  };
}

/** No module of ours exports it: a worker that says so has read its module. */
const noExport = "none of these";

async function loaded(pool: Piscina, width: number): Promise<void> {
  // Asked at once, each of them gets one.
  const asked = Array.from({ length: width }, () => pool.run(undefined, { name: noExport }));
  const failures: unknown[] = [];
  for (const answer of await Promise.allSettled(asked)) {
    if (answer.status === "fulfilled" || hasLoaded(answer.reason)) continue;
    failures.push(answer.reason);
  }
  if (failures.length === width) throw cannotStart(failures[0]);
}

function hasLoaded(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("No handler function");
}

function cannotStart(cause: unknown): NeuroveilError {
  const why = cause instanceof Error ? (codeOf(cause) ?? cause.name) : "no reason";
  return new NeuroveilError("input", {
    expected: "worker threads that start",
    got: `none that does (${why})`,
    todo: "install neuroveil again, or build it; with little memory ask for fewer",
    cause,
  });
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function died(error: unknown): Failure {
  if (error instanceof Error && codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY")
    return {
      code: "limit",
      message:
        "expected the image to fit in memory, got too little of it; do it alone, or leave it out",
      passing: true,
    };
  const isMissing = error instanceof Error && codeOf(error) === "ERR_MODULE_NOT_FOUND";
  return toFailure(isMissing ? cannotStart(error) : error);
}
