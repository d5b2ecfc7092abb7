import { aborted, stopIfAborted } from "../abort.ts";

interface Waiting {
  readonly weight: number;
  readonly enter: () => void;
}

/** Lets in what there is room for, first come, first served; what is larger than the room goes alone. */
export class Turnstile {
  readonly #room: number;
  #taken = 0;
  #waiting: Waiting[] = [];

  constructor(room: number) {
    this.#room = room;
  }

  /**
   * Waits until there is room.
   * @returns to be called when the room is needed no longer
   * @throws NeuroveilError "aborted"
   */
  async enter(weight: number, signal?: AbortSignal): Promise<() => void> {
    stopIfAborted(signal);
    if (this.#waiting.length > 0 || !this.#fits(weight)) await this.#wait(weight, signal);
    else this.#taken += weight;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#taken -= weight;
      this.#next();
    };
  }

  async #wait(weight: number, signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        reject(aborted(signal!));
        this.#next();
      };
      const enter = (): void => {
        signal?.removeEventListener("abort", giveUp);
        this.#taken += weight;
        resolve();
      };
      const waiting = { weight, enter };
      this.#waiting.push(waiting);
      signal?.addEventListener("abort", giveUp, { once: true });
    });
  }

  #fits(weight: number): boolean {
    return this.#taken === 0 || this.#taken + weight <= this.#room;
  }

  #next(): void {
    while (this.#waiting.length > 0 && this.#fits(this.#waiting[0]!.weight)) {
      this.#waiting.shift()!.enter();
    }
  }
}
