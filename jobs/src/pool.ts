import { availableParallelism } from "node:os";
import { toFailure, type Failure } from "./failure.ts";
import type { Transferable } from "node:worker_threads";
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
  return {
    width,
    run: async (job, { name = "default", transfer = [], signal } = {}) => {
      try {
        const options = { name, transferList: [...transfer], ...(signal && { signal }) };
        return (await pool.run(job, options)) as Outcome<Value>;
      } catch (error) {
        // A worker that died took only its own job with it.
        return { failure: died(error) };
      }
    },
    close: () => pool.destroy(),
  };
}

function died(error: unknown): Failure {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
    return {
      code: "limit",
      message:
        "expected the image to fit in memory, got too little of it; do it alone, or leave it out",
      passing: true,
    };
  return toFailure(error);
}
