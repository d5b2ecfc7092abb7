import { type Job, type Queue, UnrecoverableError } from "bullmq";
import { printable } from "@neuroveil/files";
import type { SealedEnding } from "../sealed/ending.ts";
import { validity } from "../sealed/job.ts";
import { attempts, perform } from "../orders/perform.ts";
import type { Means } from "../orders/means.ts";
import type { QueueAddress } from "./address.ts";
import { connect } from "./connect.ts";
import { keepFailed } from "./job-options.ts";

/** How a worker goes about it. */
export interface WorkerSettings {
  /** Jobs at the same time. */
  readonly width: number;
  /** Told of every attempt that ended, in one line. */
  readonly onEnd: (line: string, failed: boolean) => void;
  /** Told when the server is lost, and when it is there again. */
  readonly onState: (line: string) => void;
  /** Milliseconds that a lock lasts; it is renewed twice in that time. */
  readonly lock: number;
}

export interface QueueWorker {
  /** Milliseconds since there was something to do; 0 while there is. */
  idle(): number;
  /**
   * Whether it takes no more jobs although nobody told it so: one at a PostgreSQL that went away, to which
   * BullMQ does not always come back.
   */
  isOver(): boolean;
  /** Finishes what it is at, and takes nothing more. */
  close(): Promise<void>;
}

/**
 * Workers that a job may take with it before it counts as poison. Machines go away for reasons that are
 * not the job's, so it is not the first.
 */
const mostDeaths = 5;

/**
 * Takes jobs from a queue and does them. All work on pixels is on other threads, so that this one renews
 * the locks of what is being done.
 * @throws {NeuroveilError} "input" when the server is not there, "output" when results would not be safe
 *   below the root
 */
export async function startWorker(
  address: QueueAddress,
  means: Means,
  { width, onEnd, onState, lock }: WorkerSettings,
): Promise<QueueWorker> {
  const { keys, root, rights } = means;
  if (rights.recipients.size > 0 || rights.keys !== undefined)
    await root.requireConditionalWrites();
  const broker = await connect(address, keys.queueName);
  // An order that is that old is refused, whether it was carried out or not.
  void means.records.forget(2 * validity).catch(() => undefined);
  const strangers = new Strangers(onEnd);
  let active = 0;
  let last = performance.now();
  const work = async (job: Job): Promise<SealedEnding> => {
    active++;
    try {
      const performed = await perform(job.id, job.data as unknown, means);
      if ("sealed" in performed) {
        const { ending, results } = performed;
        onEnd(`${ending.status}: ${results.map(printable).join(" and ")}`, false);
        return performed.sealed;
      }
      const { failure, reason, input } = performed;
      if (input === undefined) {
        strangers.told(failure.message);
        await endSchedule(broker.queue, job);
      } else onEnd(`${printable(input)}: ${failure.message}`, true);
      throw failureFor(job, failure.passing === true, reason);
    } finally {
      active--;
      last = performance.now();
    }
  };
  const worker = broker.worker(work, {
    concurrency: width,
    lockDuration: lock,
    stalledInterval: lock,
    maxStalledCount: mostDeaths,
    // Where a job does not say itself.
    removeOnFail: keepFailed,
  });
  const tell = stateTeller(onState, address);
  const isBusy = (): boolean => active > 0;
  let over = false;
  worker.on("error", (error) => {
    tell.lost(error);
    over ||= address.kind === "postgres" && isConnectionError(error);
  });
  worker.on("active", tell.found);
  worker.on("drained", tell.found);
  worker.on("locksRenewed", tell.found);
  return {
    idle: () => (isBusy() ? 0 : performance.now() - last),
    isOver: () => over && !isBusy(),
    close: async () => {
      const closed = worker.close().then(() => broker.close());
      do await Promise.race([closed, delay(patience)]);
      while (isBusy());
    },
  };
}

/** Nobody here asks for the same again and again: whoever did would keep workers busy for ever. */
async function endSchedule(queue: Queue, { repeatJobKey }: Job): Promise<void> {
  if (repeatJobKey) await queue.removeJobScheduler(repeatJobKey).catch(() => undefined);
}

/** Milliseconds between two lines about jobs that nobody asked for. */
const pause = 60_000;

/** Tells of jobs of strangers now and then, so that they cannot fill a log. */
class Strangers {
  readonly #onEnd: WorkerSettings["onEnd"];
  #last = Number.NEGATIVE_INFINITY;
  #untold = 0;

  constructor(onEnd: WorkerSettings["onEnd"]) {
    this.#onEnd = onEnd;
  }

  told(message: string): void {
    const now = performance.now();
    if (now - this.#last < pause) {
      this.#untold++;
      return;
    }
    const more = this.#untold > 0 ? `, and ${this.#untold} more of the kind` : "";
    this.#last = now;
    this.#untold = 0;
    this.#onEnd(`a job: ${message}${more}`, true);
  }
}

/** Milliseconds after which a connection that does not close is left to the end of the process. */
const patience = 5000;

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

/** What BullMQ tries again, and what it does not. Without a stack, which names files of this machine. */
function failureFor(job: Job, passing: boolean, reason: string): Error {
  const again = passing && job.attemptsMade + 1 < attempts;
  const error = again ? new Error(reason) : new UnrecoverableError(reason);
  error.stack = "";
  return error;
}

/** Says once that the server is lost, and once that it is there again. */
export function stateTeller(
  onState: (line: string) => void,
  { shown }: QueueAddress,
): { readonly lost: (error: Error) => void; readonly found: () => void } {
  let isLost = false;
  return {
    lost: (error) => {
      // Anybody's jobs can be such that BullMQ does not read them; that is no lost connection.
      if (isLost || !isConnectionError(error)) return;
      isLost = true;
      onState(`lost the queue at ${printable(shown)}; going on when it is there again`);
    },
    found: () => {
      if (isLost) onState(`the queue at ${printable(shown)} is there again`);
      isLost = false;
    },
  };
}

function isConnectionError(error: Error): boolean {
  return (
    ("code" in error && typeof error.code === "string") ||
    /connection|ECONN|socket|terminat/i.test(`${error.name} ${error.message.slice(0, 200)}`)
  );
}
