import type { Reply, Request } from "./pool.ts";

/** A worker thread, Node's or a browser's. */
export interface Thread {
  /** Resolves when the worker listens, rejects when it cannot be started. */
  readonly ready: Promise<void>;
  /** One question at a time. Rejects when the worker died. */
  ask(request: Request, transfer: ArrayBuffer[]): Promise<Reply>;
}

/** Turns a worker's events into answers. */
export class Answers {
  #resolve: ((reply: Reply) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  next(): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  reply(reply: Reply): void {
    this.#resolve?.(reply);
  }

  fail(error: unknown): void {
    this.#reject?.(error);
  }
}
