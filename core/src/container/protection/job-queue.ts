/**
 * Runs jobs, a few at a time: WebCrypto works on its own threads, and every running job holds a copy
 * of its chunk.
 */
export class JobQueue {
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #lanes: number;
  #running = 0;
  #failure: { readonly error: unknown } | undefined;
  #idle: (() => void) | undefined;

  constructor(lanes: number = 4) {
    this.#lanes = lanes;
  }

  add(job: () => Promise<void>): void {
    this.#waiting.push(job);
    this.#next();
  }

  /** Resolves when every job is done; rejects with the first failure, after which none is started. */
  async drain(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #next(): void {
    while (this.#running < this.#lanes && this.#failure === undefined) {
      const job = this.#waiting.shift();
      if (job === undefined) break;
      this.#running++;
      void this.#run(job);
    }
    if (this.#running === 0) this.#idle?.();
  }

  async #run(job: () => Promise<void>): Promise<void> {
    try {
      await job();
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#running--;
    this.#next();
  }
}
