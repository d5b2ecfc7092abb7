import { availableParallelism } from "node:os";
import type { Sink } from "@neuroveil/files";
import { valueOf, type Outcome } from "../outcome.ts";
import { createPool } from "../pool.ts";
import type { Opened, OpenJob, Restored, Sealed, SealJob } from "./jobs.ts";

/** Runs jobs on images: one after the other with all threads inside, or several at once with one each. */
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
  return width > 1 ? createPoolEngine(width) : inProcess();
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

/**
 * Many images: each goes to one worker thread as a whole. The calling thread never waits for one, which
 * a single thread is worth where it has other things to do.
 */
export async function createPoolEngine(width: number): Promise<Engine> {
  const pool = await createPool<SealJob | OpenJob, unknown>(
    new URL("./worker.js", import.meta.url),
    width,
  );
  const run = async <T>(name: string, job: SealJob | OpenJob): Promise<T> => {
    // The input's bytes are handed over, not copied.
    const outcome = await pool.run(job, { name, transfer: [job.bytes.buffer] });
    return valueOf(outcome as Outcome<T>);
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
    close: () => pool.close(),
  };
}
