import { availableParallelism } from "node:os";
import { toFailure, type Failure } from "./failure.ts";
import type { Outcome } from "./outcome.ts";

/** Runs jobs, each on one worker thread as a whole. */
export interface Pool<Job, Value> {
  /** Jobs that run at the same time. */
  readonly width: number;
  /**
   * @param options name: which export of the worker's module does it, by default the default one;
   *   transfer: memory of the job that is handed over instead of copied
   */
  run(
    job: Job,
    options?: { readonly name?: string; readonly transfer?: readonly ArrayBuffer[] },
  ): Promise<Outcome<Value>>;
  close(): Promise<void>;
}

/**
 * A pool of workers.
 * @param worker module whose exports do one job each and return its outcome
 * @param width how many there are; one for every core when not given
 */
export async function createPool<Job, Value>(
  worker: URL,
  width: number = availableParallelism(),
): Promise<Pool<Job, Value>> {
  const { Piscina } = await import("piscina");
  const pool = new Piscina({ filename: worker.href, maxThreads: width, minThreads: width });
  return {
    width,
    run: async (job, { name = "default", transfer = [] } = {}) => {
      try {
        return (await pool.run(job, { name, transferList: [...transfer] })) as Outcome<Value>;
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
