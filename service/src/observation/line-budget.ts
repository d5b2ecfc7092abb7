/** Lines a minute. */
const most = 60;
const minute = 60_000;

/**
 * Bounds what those without a token can write into the log: so many lines a minute, and with the next
 * one how many there were more.
 */
export class LineBudget {
  #begun = Number.NEGATIVE_INFINITY;
  #lines = 0;
  #unlogged = 0;

  /**
   * @param now in milliseconds
   * @returns undefined for what is not to be logged, else how many were not since the last line
   */
  take(now: number): number | undefined {
    if (now - this.#begun >= minute) {
      this.#begun = now;
      this.#lines = 0;
    }
    if (this.#lines === most) {
      this.#unlogged++;
      return undefined;
    }
    this.#lines++;
    const unlogged = this.#unlogged;
    this.#unlogged = 0;
    return unlogged;
  }
}
