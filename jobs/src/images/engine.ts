import { availableParallelism } from "node:os";
import type { Sink } from "@neuroveil/files";
import { valueOf, type Outcome } from "../outcome.ts";
import { createPool } from "../pool.ts";
import { imagesAtOnce, type Batch } from "./at-once.ts";
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
  /** Rejects where no worker can be started. */
  ready(): Promise<void>;
  /** Resolves, with the reason, when no worker is left and none can be started. */
  readonly broken: Promise<Error>;
  close(): Promise<void>;
}

/** The engine that is faster for a batch, here. */
export async function createEngine(batch: Batch): Promise<Engine> {
  const machine = { cores: availableParallelism(), memory: process.availableMemory() };
  const width = imagesAtOnce(batch, machine);
  return width > 1 ? createPoolEngine(width) : createThreadedEngine();
}

/** One image after the other: its tiles go to all threads. */
export async function createThreadedEngine(): Promise<Engine> {
  const jobs = await import("./jobs.ts");
  return {
    width: 1,
    seal: (job, output, onProgress) => jobs.sealTo(output, job, { onProgress }),
    open: (job, onProgress) => jobs.open(job, { onProgress }),
    check: (job, onProgress) => jobs.check(job, { onProgress }),
    ready: () => Promise.resolve(),
    broken: new Promise(() => undefined),
    close: () => Promise.resolve(),
  };
}

/**
 * Many images: each goes to one worker thread as a whole. The calling thread never waits for one, which
 * a single thread is worth where it has other things to do.
 */
export async function createPoolEngine(width: number): Promise<Engine> {
  const pool = await createPool<SealJob | OpenJob, unknown>(entry(), width);
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
    ready: () => pool.ready(),
    broken: pool.broken,
    close: () => pool.close(),
  };
}

/** Tests run from the sources, but a worker needs JavaScript. */
function entry(): URL {
  const fromSources = import.meta.url.endsWith(".ts");
  return new URL(fromSources ? "../../dist/images/worker.js" : "./worker.js", import.meta.url);
}
