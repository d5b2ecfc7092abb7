import { NeuroveilError, type ErrorCode, type Refusal } from "../errors.ts";
import type { Task } from "./task.ts";

/** What a thread is asked. */
export interface Request {
  readonly task: string;
  readonly input: unknown;
}

export type Reply = { readonly ready: true } | { readonly output: unknown } | Failure;

/** The part that is done of what a thread is asked; not an answer. */
export interface Progress {
  readonly progress: number;
}

/** What a request ended with instead of an answer. */
export interface Failure {
  readonly failure: string;
  /** Of an error that is thrown on purpose. */
  readonly code?: ErrorCode | undefined;
  readonly refusal?: Refusal | undefined;
}

export function failure(error: unknown): Failure {
  if (error instanceof NeuroveilError) {
    const { message, code, refusal } = error;
    return { failure: message, code, refusal };
  }
  return { failure: String(error) };
}

/** The error of a failure, where it is waited for. */
function thrown({ failure: message, code, refusal }: Failure): Error {
  return code === undefined ? new Error(message) : new NeuroveilError(code, refusal ?? message);
}

/** A worker thread, Node's or a browser's. */
export interface Thread {
  /** Resolves when the worker listens, rejects when it cannot be started. */
  readonly ready: Promise<void>;
  /** Questions are answered in their order. Rejects with {@link WorkerGone} when the worker died. */
  ask(request: Request, transfer: ArrayBuffer[]): Promise<Reply>;
  /** Ends it, whatever it does. */
  end(): Promise<void>;
}

/**
 * Has a thread do a task.
 * @param transfer what is moved there instead of being copied
 * @throws what the work threw there, and {@link WorkerGone}
 */
export async function ask<Input, Output>(
  thread: Thread,
  { name }: Task<Input, Output>,
  input: Input,
  transfer: ArrayBuffer[] = [],
): Promise<Output> {
  const reply = await thread.ask({ task: name, input }, transfer);
  if ("failure" in reply) throw thrown(reply);
  if (!("output" in reply)) throw new Error("a thread answered out of turn");
  return reply.output as Output;
}

/** The worker ended before it answered. */
export class WorkerGone extends Error {
  override readonly name = "WorkerGone";
  /** Whether it may have begun with what it was asked, so that shared memory may be half changed. */
  readonly begun: boolean;

  constructor(cause: unknown, begun: boolean) {
    super("the worker is gone", { cause });
    this.begun = begun;
  }
}

interface Question {
  /** Counted from 1. */
  readonly number: number;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: WorkerGone) => void;
}

/** Turns a worker's messages into answers, first come, first served. */
export class Answers {
  readonly #waiting: Question[] = [];
  readonly #begun: () => number;
  #asked = 0;
  #failure: { readonly cause: unknown } | undefined;

  /** @param begun how many questions the worker has begun with; all of them where that is not known */
  constructor(begun: () => number = () => Infinity) {
    this.#begun = begun;
  }

  /** The answer to one more question, which `send` puts to the worker. */
  next(send: () => void = () => {}): Promise<Reply> {
    if (this.#failure) return Promise.reject(new WorkerGone(this.#failure.cause, false));
    // What cannot be sent is not waited for.
    send();
    const number = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ number, resolve, reject });
    });
  }

  /** Questions that are not answered yet. */
  get open(): number {
    return this.#waiting.length;
  }

  reply(reply: Reply): void {
    this.#waiting.shift()?.resolve(reply);
  }

  /** The worker died: nothing is answered any more. */
  fail(cause: unknown): void {
    if (this.#failure) return;
    this.#failure = { cause };
    const begun = this.#begun();
    for (const { number, reject } of this.#waiting.splice(0)) {
      reject(new WorkerGone(cause, number <= begun));
    }
  }
}
