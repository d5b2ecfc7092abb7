import { MessageChannel } from "node:worker_threads";
import { createPool, type Outcome } from "@neuroveil/jobs";
import { failureOf } from "../errors/failure.ts";
import { Refusal } from "../errors/refusal.ts";
import type { Limits } from "../settings/limits.ts";
import type { Ended, Job, Operations, WorkerData } from "./jobs.ts";

/** Milliseconds that a job has to stop by itself, after which its thread is ended. */
const grace = 2000;

/** Does jobs on threads, away from the one that answers requests. */
export interface Workers {
  /**
   * @param signal stops the job
   * @param onTrace told, for the log, of what was not foreseen
   * @throws {Refusal} as the job failed, "time" when it took too long, the signal's reason when it fired
   */
  run<Name extends keyof Operations>(
    name: Name,
    job: Omit<Operations[Name][0], keyof Job> & Pick<Job, "bytes">,
    signal: AbortSignal,
    onTrace: (trace: string) => void,
  ): Promise<Operations[Name][1]>;
  /** Resolves, with the reason, when no worker is left and none can be started. */
  readonly broken: Promise<Error>;
  close(): Promise<void>;
}

/** @throws {NeuroveilError} where they do not start */
export async function startWorkers(
  data: WorkerData,
  { workers, workSeconds }: Pick<Limits, "workers" | "workSeconds">,
): Promise<Workers> {
  const pool = await createPool<Job, object>(entry(), workers, data);
  await pool.ready().catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  return {
    broken: pool.broken,
    async run(name, job, signal, onTrace) {
      const { port1, port2 } = new MessageChannel();
      const hard = new AbortController();
      let late = false;
      let end: NodeJS.Timeout | undefined;
      const stop = (): void => {
        port1.postMessage("stop");
        end ??= setTimeout(() => hard.abort(), grace);
      };
      const limit = setTimeout(() => {
        late = true;
        stop();
      }, 1000 * workSeconds);
      signal.addEventListener("abort", stop, { once: true });
      try {
        signal.throwIfAborted();
        const outcome = await pool.run(
          { ...job, stop: port2 },
          {
            name,
            transfer: [port2, job.bytes.buffer],
            signal: hard.signal,
          },
        );
        signal.throwIfAborted();
        const ended = endedOf<Operations[typeof name][1]>(outcome);
        if ("value" in ended) return ended.value;
        if (late) {
          throw new Refusal(
            "time",
            `expected work of at most ${workSeconds} seconds, got more; take a smaller image or another cipher`,
          );
        }
        if (ended.trace !== undefined) onTrace(ended.trace);
        throw new Refusal(ended.failure.code, ended.failure.detail);
      } finally {
        clearTimeout(limit);
        clearTimeout(end);
        signal.removeEventListener("abort", stop);
        port1.close();
      }
    },
    close: () => pool.close(),
  };
}

/** What a job came to; a worker that died says so in another form. */
function endedOf<T>(outcome: Outcome<object>): Ended<T> {
  if ("value" in outcome || "detail" in outcome.failure) return outcome as Ended<T>;
  const { code, message } = outcome.failure;
  if (code === "limit") return { failure: { code, detail: message } };
  return { failure: failureOf(undefined), trace: "a worker died" };
}

/** Tests run from the sources, but a worker needs JavaScript. */
function entry(): URL {
  const fromSources = import.meta.url.endsWith(".ts");
  return new URL(fromSources ? "../../dist/threads/worker.js" : "./worker.js", import.meta.url);
}
