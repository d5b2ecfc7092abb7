import type { Job, Queue, QueueEvents } from "bullmq";
import { FailureError, toFailure, type Failure } from "@neuroveil/jobs";
import { layPicture, resultOf } from "../orders/laboratory.ts";
import type { Root } from "../shared-root/root.ts";
import type { QueueKeys } from "../sealed/keys.ts";
import {
  openEnding,
  openReason,
  strangeReason,
  type Ending,
  type FileEnding,
} from "../sealed/ending.ts";
import type { FileJob, LaboratoryJob, QueueJob } from "../sealed/job.ts";
import { jobId, openOrder, sealOrder, type SealedOrder } from "../sealed/order.ts";
import type { QueueAddress } from "./address.ts";
import { connect, type Broker } from "./connect.ts";
import { isHeld } from "./held.ts";
import { jobOptions } from "./job-options.ts";
import { stateTeller } from "./worker.ts";

/** Jobs that wait for each worker; more would only fill the server. */
const waitingPerWorker = 4;
/** Milliseconds between looks at what no event told of. */
const interval = 1000;
/** Times that a server may refuse a job, an interval apart. */
const mostRefusals = 30;
/** Milliseconds after which an answer is not waited for any longer; the question is asked again. */
const patience = 10_000;
/** Milliseconds in which nothing ends, after which it is looked why. */
const quiet = 5000;
/** Milliseconds after which it is looked whether a job that has not ended is still in the queue at all. */
const lost = 5000;

/** A file that is asked for. */
export interface Asked {
  readonly job: FileJob;
  /** Whether results that an earlier call was told of are still there. */
  readonly isThere: (ending: FileEnding) => Promise<boolean>;
}

/** In an object: who awaits a promise of a promise waits for both. */
interface Asking {
  readonly ending: Promise<Ending>;
}

interface Pending {
  /** Whether results that an earlier call was told of are still there. */
  readonly isThere: (ending: Ending) => Promise<boolean>;
  readonly id: string;
  readonly sealed: SealedOrder;
  /** What all who ask for it wait for. */
  readonly ending: Promise<Ending>;
  readonly settle: (outcome: { readonly ending: Ending } | { readonly failure: Failure }) => void;
  /** It is being looked at. */
  looking: boolean;
  /** Times that the server refused to take it. */
  refused: number;
  /** When it was last seen to be in the queue. */
  seen: number;
}

export interface ProducerSettings {
  readonly keys: QueueKeys;
  readonly root: Root;
  readonly onState: (line: string) => void;
}

/** Asks workers for jobs and waits for what becomes of them, a few more at a time than they can do. */
export class Producer {
  readonly #broker: Broker;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #settings: ProducerSettings;
  readonly #pending = new Map<string, Pending>();
  readonly #timer: NodeJS.Timeout;
  #turn: Promise<void> = Promise.resolve();
  #room = 0;
  /** Of what keeps anything from ending. */
  #said = "";
  /** When something last ended. */
  #moved = performance.now();
  #counted = { at: Number.NEGATIVE_INFINITY, workers: 0 };
  #wake: () => void = () => undefined;
  #closed = false;

  private constructor(broker: Broker, address: QueueAddress, settings: ProducerSettings) {
    this.#broker = broker;
    this.#queue = broker.queue;
    this.#settings = settings;
    this.#events = broker.events();
    const tell = stateTeller(settings.onState, address);
    this.#events.on("error", tell.lost);
    const look = ({ jobId: id }: { readonly jobId: string }): void => {
      tell.found();
      void this.#look(id);
    };
    // The stream of the queue's events; one look at the job says the rest, whatever came.
    for (const event of ["completed", "failed", "duplicated"] as const)
      this.#events.on(event, look);
    this.#events.on("active", tell.found);
    this.#timer = setInterval(() => {
      for (const id of this.#pending.keys()) void this.#look(id);
      void this.#watch();
      this.#wake();
    }, interval);
  }

  /** @throws {NeuroveilError} "input" when the server is not there */
  static async open(address: QueueAddress, settings: ProducerSettings): Promise<Producer> {
    const broker = await connect(address, settings.keys.queueName);
    return new Producer(broker, address, settings);
  }

  /**
   * Asks for a job when there is room for one more, and waits for its end.
   * @throws {FailureError} when a worker could not do it, "tampered" when what came back is nobody's
   *   who has the secret
   */
  async run({ job, isThere }: Asked): Promise<FileEnding> {
    const { keys, root } = this.#settings;
    const ending = await this.#inTurn(async () => {
      const { content } = await root.read(keys, job.input);
      const id = jobId(keys, job, content);
      return this.#ask(id, job, (found) => isThere(found as FileEnding));
    });
    return ending as FileEnding;
  }

  /**
   * Lays a picture below the root for jobs of the laboratory, sealed.
   * @returns what they call it
   */
  layPicture(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    return layPicture(this.#settings.keys, this.#settings.root, bytes);
  }

  /**
   * Asks for a part of the laboratory's work, as {@link run} does for a file.
   * @returns what was found, which is plain data
   */
  async measure(job: LaboratoryJob): Promise<unknown> {
    const { keys, root } = this.#settings;
    const id = jobId(keys, job, "");
    const isThere = async (): Promise<boolean> => (await resultOf(keys, root, id)) !== undefined;
    await this.#inTurn(() => this.#ask(id, job, isThere));
    const result = await resultOf(keys, root, id);
    if (result === undefined) throw new FailureError(resultGone);
    return result.found;
  }

  /** Asks when those before have asked and there is room for one more. */
  async #inTurn(ask: () => Asking | Promise<Asking>): Promise<Ending> {
    const before = this.#turn;
    let done: () => void = () => undefined;
    this.#turn = new Promise((resolve) => (done = resolve));
    let ending: Promise<Ending>;
    try {
      await before;
      await this.#waitForRoom();
      ({ ending } = await ask());
    } finally {
      done();
    }
    return ending;
  }

  /** What somebody waits for already is not asked for again. */
  #ask(id: string, job: QueueJob, isThere: Pending["isThere"]): Asking {
    const ending = this.#pending.get(id)?.ending ?? this.#add(id, job, isThere);
    // A failure is told where it is awaited.
    ending.catch(() => undefined);
    return { ending };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#events.close();
    await this.#broker.close();
  }

  #add(id: string, job: QueueJob, isThere: Pending["isThere"]): Promise<Ending> {
    const sealed = sealOrder(this.#settings.keys, id, job, Date.now());
    let settle: Pending["settle"] = () => undefined;
    const ending = new Promise<Ending>((resolve, reject) => {
      settle = (found) => {
        if (!this.#pending.delete(id)) return;
        this.#moved = performance.now();
        this.#said = "";
        this.#wake();
        if ("failure" in found) reject(new FailureError(found.failure));
        else resolve(found.ending);
      };
    });
    const known = { looking: false, refused: 0, seen: performance.now() };
    const pending: Pending = { ...known, isThere, id, sealed, settle, ending };
    this.#pending.set(id, pending);
    void this.#send(pending);
    return ending;
  }

  async #send(pending: Pending): Promise<void> {
    const { id, sealed } = pending;
    try {
      await soon(this.#queue.add("job", sealed, jobOptions(id)));
    } catch (error) {
      // A full server may have room at the next look.
      if (++pending.refused === mostRefusals) pending.settle({ failure: refusal(error) });
    }
  }

  /** Sees what became of a job, if anything did. */
  async #look(id: string): Promise<void> {
    const pending = this.#pending.get(id);
    if (pending === undefined || pending.looking || this.#closed) return;
    pending.looking = true;
    try {
      const job = (await soon(this.#queue.getJob(id))) as Job<unknown> | undefined;
      if (!this.#pending.has(id)) return;
      // Gone with a server that forgot it, or thrown out: it is asked for again, and done once.
      if (job === undefined) await this.#send(pending);
      else if (job.finishedOn) await this.#finish(pending, job);
      else if (performance.now() - pending.seen > lost) await this.#seek(pending, job);
    } catch (error) {
      if (error instanceof SyntaxError) pending.settle({ failure: altered });
      // Else the server is away: there will be another look.
    } finally {
      pending.looking = false;
    }
  }

  /** A job that somebody took out of every list would be handed out to nobody: it is asked for again. */
  async #seek(pending: Pending, job: Job<unknown>): Promise<void> {
    const state = await soon(job.getState());
    pending.seen = performance.now();
    if (state !== "unknown") return;
    await soon(job.remove());
    await this.#send(pending);
  }

  async #finish(pending: Pending, job: Job<unknown>): Promise<void> {
    const { keys } = this.#settings;
    const order = openOrder(keys, pending.id, job.data);
    const found = order && endingOf(keys, order, job);
    if (order?.order === pending.sealed.order) {
      pending.settle(found === undefined ? { failure: altered } : asOurs(found));
      return;
    }
    // An earlier call's, another producer's, or one that somebody put back. It counts when its result is
    // there, however often it comes: nothing is told as written on another order's word.
    if (found !== undefined && "ending" in found && (await pending.isThere(found.ending))) {
      pending.settle({ ending: { ...found.ending, status: "kept" } });
      return;
    }
    await soon(job.remove());
    await this.#send(pending);
  }

  async #waitForRoom(): Promise<void> {
    while (this.#room <= 0) {
      const workers = await this.#countWorkers();
      const waiting = await this.#countWaiting();
      this.#room = Math.max(1, workers) * waitingPerWorker - waiting;
      if (this.#room > 0) break;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.#room--;
  }

  /** No end of them while the server is away, so that there is no room. */
  async #countWaiting(): Promise<number> {
    try {
      const counts = await soon(this.#queue.getJobCounts("waiting", "prioritized"));
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    } catch {
      return Number.POSITIVE_INFINITY;
    }
  }

  async #countWorkers(): Promise<number> {
    const now = performance.now();
    if (this.#counted.at + interval < now) {
      // Some servers tell nobody who is connected.
      const workers = await soon(this.#queue.getWorkersCount()).catch(() => 1);
      this.#counted = { at: now, workers };
    }
    return this.#counted.workers;
  }

  /** Says why nothing ends, where there is a reason to be seen. */
  async #watch(): Promise<void> {
    if (this.#pending.size === 0 || performance.now() - this.#moved < quiet) return;
    if ((await this.#countWorkers()) === 0) {
      this.#say(
        "no worker is at this queue; start one with the same secret: neuroveil worker --queue …",
      );
    } else if (await soon(isHeld(this.#queue)).catch(() => false)) {
      this.#say(
        "somebody paused this queue or limited what it hands out; `neuroveil queue retry` has it go on",
      );
    }
  }

  /** Once, until something has ended. */
  #say(line: string): void {
    if (line !== this.#said) this.#settings.onState(line);
    this.#said = line;
  }
}

type Found = Parameters<Pending["settle"]>[0];

/** What an earlier attempt at an order of ours wrote, before its worker was killed, is written. */
function asOurs(found: Found): Found {
  return "failure" in found ? found : { ending: { ...found.ending, status: "written" } };
}

/** What a finished job says, if a worker that has the secret says so. */
function endingOf(
  keys: QueueKeys,
  order: SealedOrder,
  { failedReason, returnvalue }: Job<unknown>,
): Found | undefined {
  if (failedReason) {
    const failure = openReason(keys, order, failedReason) ?? {
      code: "aborted",
      message: `expected a worker to finish it, got what no worker vouches for (${strangeReason(failedReason)}); see \`neuroveil queue status\``,
    };
    return { failure };
  }
  const ending = openEnding(keys, order, returnvalue as unknown);
  return ending && { ending };
}

/** What a server that went away in the middle may never answer. */
async function soon<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function refusal(error: unknown): Failure {
  const { message } = toFailure(error);
  return { code: "output", message: `expected the queue to take a job, got a refusal: ${message}` };
}

const resultGone: Failure = {
  code: "aborted",
  message:
    "expected what a worker found below the root, got nothing there; give producers and workers the same --root",
};

const altered: Failure = {
  code: "tampered",
  message:
    "expected what a worker with the queue's secret says of this job, got something else; somebody else writes to this queue",
};
