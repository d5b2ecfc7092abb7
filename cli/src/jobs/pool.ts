import { availableParallelism } from "node:os";
import type { Outcome } from "../batch/engine.ts";
import { toFailure, type Failure } from "../failure.ts";

/** Runs jobs, each on one worker thread as a whole. */
export interface Pool<Job, Value> {
  /** Jobs that run at the same time. */
  readonly width: number;
  run(job: Job): Promise<Outcome<Value>>;
  close(): Promise<void>;
}

/**
 * A pool with a worker for every core.
 * @param worker module whose default export does one job and returns its outcome
 */
export async function createPool<Job, Value>(worker: URL): Promise<Pool<Job, Value>> {
  const { Piscina } = await import("piscina");
  const width = availableParallelism();
  const pool = new Piscina({ filename: worker.href, maxThreads: width });
  return {
    width,
    run: async (job) => {
      try {
        return (await pool.run(job)) as Outcome<Value>;
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
      message: "expected the image to fit in memory, got too little of it; leave it out",
    };
  return toFailure(error);
}
