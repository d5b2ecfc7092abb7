import { stopIfAborted } from "../abort.ts";

/** Lets a few go at a time, the others in the order in which they came. */
export class Turns {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Resolves when it is the caller's turn, which has to be given back.
   * @throws NeuroveilError "aborted" as soon as the signal fires; there is no turn then
   */
  async take(signal: AbortSignal | undefined): Promise<void> {
    stopIfAborted(signal);
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    const left = await new Promise<boolean>((resolve) => {
      const go = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve(false);
      };
      const leave = (): void => {
        this.#waiting.delete(go);
        resolve(true);
      };
      this.#waiting.add(go);
      signal?.addEventListener("abort", leave, { once: true });
    });
    if (left) stopIfAborted(signal);
  }

  giveBack(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
