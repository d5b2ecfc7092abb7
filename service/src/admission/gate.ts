import { later } from "../errors/refusal.ts";

interface Waiting {
  readonly enter: () => void;
}

/** So many at once, so many who wait in the order in which they came, and nobody beyond. */
export class Gate {
  readonly #places: number;
  readonly #mostWaiting: number;
  readonly #what: string;
  readonly #queue: Waiting[] = [];
  #inside = 0;

  /** @param what goes on inside, for the refusal: "images" */
  constructor(what: string, places: number, mostWaiting: number) {
    this.#what = what;
    this.#places = places;
    this.#mostWaiting = mostWaiting;
  }

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * @returns what is called when the place is free again
   * @throws {Refusal} "busy" when too many wait, and the signal's reason when it fires before there is a place
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#inside < this.#places) {
      this.#inside++;
      return this.#exit();
    }
    if (this.#queue.length >= this.#mostWaiting) {
      throw later(
        "busy",
        `expected room for more ${this.#what}, got ${this.#queue.length} that wait already; try again`,
        2,
      );
    }
    await this.#turn(signal);
    return this.#exit();
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        enter() {
          signal.removeEventListener("abort", leave);
          resolve();
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#queue.push(waiting);
    });
  }

  /** Hands the place to the first who waits. */
  #exit(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#queue.shift();
      if (next === undefined) this.#inside--;
      else next.enter();
    };
  }
}
