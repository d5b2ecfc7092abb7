import type { Limits } from "../settings/limits.ts";

/** Until when bytes must have moved: some seconds, and the time that those which moved are allowed. */
export class Pace {
  readonly #started: number = performance.now();
  readonly #limits: Pick<Limits, "bodySeconds" | "leastBytesPerSecond">;
  #moved = 0;

  constructor(limits: Pick<Limits, "bodySeconds" | "leastBytesPerSecond">) {
    this.#limits = limits;
  }

  move(bytes: number): void {
    this.#moved += bytes;
  }

  /** Milliseconds that are left; not positive when it is too slow. */
  get left(): number {
    const { bodySeconds, leastBytesPerSecond } = this.#limits;
    const allowed = bodySeconds + this.#moved / leastBytesPerSecond;
    return this.#started + 1000 * allowed - performance.now();
  }
}
