import { stopIfAborted } from "../abort.ts";

/** Work for whose result several callers may wait; it is stopped when all of them have given up. */
export class SharedWork<T> {
  readonly #stop = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  constructor(work: (stop: AbortSignal) => Promise<T>) {
    this.#result = work(this.#stop.signal);
    // Whoever waits hears of a failure; nobody may be waiting any more.
    this.#result.catch(() => undefined);
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** @throws NeuroveilError "aborted" as soon as the signal fires, and whatever the work throws */
  async wait(signal?: AbortSignal): Promise<T> {
    stopIfAborted(signal);
    let giveUp: (() => void) | undefined;
    const aborted = new Promise<void>((resolve) => {
      giveUp = resolve;
      signal?.addEventListener("abort", giveUp, { once: true });
    });
    this.#waiting++;
    try {
      await Promise.race([this.#result, aborted]);
    } finally {
      signal?.removeEventListener("abort", giveUp!);
      this.#waiting--;
      if (signal?.aborted && this.#waiting === 0) this.#stop.abort(signal.reason);
    }
    stopIfAborted(signal);
    return this.#result;
  }
}
