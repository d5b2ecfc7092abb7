import { availableParallelism } from "node:os";
import type { Sink } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { FailureError, type Failure } from "../failure.ts";
import type { Opened, OpenJob, Restored, Sealed, SealJob } from "./jobs.ts";

/** The end of a job as data. */
export type Outcome<T> = { readonly value: T } | { readonly failure: Failure };

/** @throws {FailureError} when the job failed */
function valueOf<T>(outcome: Outcome<T>): T {
  if ("failure" in outcome) throw new FailureError(outcome.failure);
  return outcome.value;
}

/** Runs jobs: one after the other with all threads inside, or several at once with one each. */
export interface Engine {
  /** Jobs that run at the same time. */
  readonly width: number;
  /** Encrypts a file into `output`, which the caller commits. */
  seal(job: SealJob, output: Sink, onProgress: (done: number) => void): Promise<Sealed>;
  open(job: OpenJob, onProgress: (done: number) => void): Promise<Restored>;
  /** The same, of which nothing is kept. */
  check(job: OpenJob, onProgress: (done: number) => void): Promise<Opened>;
  close(): Promise<void>;
}

/** The engine that suits a number of files. */
export async function createEngine(files: number): Promise<Engine> {
  const width = Math.min(files, availableParallelism());
  return width > 1 ? pooled(width) : inProcess();
}

/** One image: its tiles go to all threads. */
async function inProcess(): Promise<Engine> {
  const jobs = await import("./jobs.ts");
  return {
    width: 1,
    seal: (job, output, onProgress) => jobs.sealTo(output, job, { onProgress }),
    open: (job, onProgress) => jobs.open(job, { onProgress }),
    check: (job, onProgress) => jobs.check(job, { onProgress }),
    close: () => Promise.resolve(),
  };
}

/** Many images: each goes to one worker thread as a whole. */
async function pooled(width: number): Promise<Engine> {
  const { Piscina } = await import("piscina");
  const pool = new Piscina({
    filename: new URL("./worker.js", import.meta.url).href,
    maxThreads: width,
    minThreads: width,
  });
  const run = async <T>(name: string, job: SealJob | OpenJob): Promise<T> => {
    try {
      // The input's bytes are handed over, not copied.
      const outcome: Outcome<T> = await pool.run(job, { name, transferList: [job.bytes.buffer] });
      return valueOf(outcome);
    } catch (error) {
      throw workerError(error);
    }
  };
  return {
    width,
    async seal(job, output) {
      const { bytes, ...sealed } = await run<Sealed & { bytes: Uint8Array }>("seal", job);
      await output.writeAll(bytes);
      return sealed;
    },
    open: (job) => run("open", job),
    check: (job) => run("check", job),
    close: () => pool.destroy(),
  };
}

/** A worker that died took only its own file with it. */
function workerError(error: unknown): unknown {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return new NeuroveilError(
      "limit",
      "expected the image to fit in memory, got too little of it; do it alone",
    );
  }
  return error;
}
