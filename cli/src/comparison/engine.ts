import { availableParallelism } from "node:os";
import type { Measurement } from "@neuroveil/lab/comparison";
import type { Image } from "neuroveil/image";
import type { Outcome } from "../batch/engine.ts";
import { toFailure, type Failure } from "../failure.ts";
import type { CipherSource } from "./cipher-source.ts";

/** One cipher on one image under one key. Plain data, copied to a worker. */
export interface MeasureJob {
  readonly source: CipherSource;
  readonly image: Image;
  /** 32 bytes that the native key is derived from. */
  readonly secret: Uint8Array;
  readonly positions: number;
}

/** Runs jobs, each on one worker thread as a whole. */
export interface Engine {
  /** Jobs that run at the same time. */
  readonly width: number;
  run(job: MeasureJob): Promise<Outcome<Measurement>>;
  close(): Promise<void>;
}

/** An engine with a worker for every core. */
export async function createEngine(): Promise<Engine> {
  const { Piscina } = await import("piscina");
  const width = availableParallelism();
  const pool = new Piscina({
    filename: new URL("./worker.js", import.meta.url).href,
    maxThreads: width,
  });
  return {
    width,
    run: async (job) => {
      try {
        return (await pool.run(job)) as Outcome<Measurement>;
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
