import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { NeuroveilError } from "neuroveil/errors";
import { printable } from "../terminal/printable.ts";
import type { Input } from "./inputs.ts";

/**
 * The names that one call gives to its results: no two results share one, and none replaces an input
 * of the same call, not even with `--force`. When names turn up only during the work, they are given
 * out in the order of the inputs, so that the outcome does not depend on which file is done first.
 */
export class Claims {
  readonly #inputs: ReadonlySet<string>;
  readonly #code: "usage" | "output";
  readonly #given = new Map<string, Input>();
  readonly #settled = new Set<number>();
  readonly #waiting = new Map<number, () => void>();
  #next = 0;

  private constructor(inputs: ReadonlySet<string>, code: "usage" | "output") {
    this.#inputs = inputs;
    this.#code = code;
  }

  /** @param code of a refusal: "usage" before any work, "output" during it */
  static async for(inputs: readonly Input[], code: "usage" | "output"): Promise<Claims> {
    return new Claims(new Set(await Promise.all(inputs.map((input) => real(input.path)))), code);
  }

  /** @throws {NeuroveilError} when another result has one of the names, or an input does */
  async claim(paths: readonly string[], input: Input): Promise<void> {
    for (const path of paths) await this.#check(path);
    for (const path of paths) this.#given.set(resolve(path), input);
  }

  async #check(path: string): Promise<void> {
    const other = this.#given.get(resolve(path));
    if (other !== undefined) {
      throw new NeuroveilError(
        this.#code,
        `expected a name of its own for the result, got ${printable(path)}, which is also that of ${printable(other.path)}; do them one by one with --output`,
      );
    }
    if (this.#inputs.has(await real(path))) {
      throw new NeuroveilError(
        this.#code,
        `expected a new file for the result, got the input ${printable(path)}; choose another name with --output`,
      );
    }
  }

  /** Claims when all inputs before number `index` have claimed or passed. */
  async claimInTurn(index: number, paths: readonly string[], input: Input): Promise<void> {
    if (index !== this.#next) {
      await new Promise<void>((resolve) => this.#waiting.set(index, resolve));
    }
    try {
      await this.claim(paths, input);
    } finally {
      this.pass(index);
    }
  }

  /** Input number `index` needs no (more) name. */
  pass(index: number): void {
    this.#settled.add(index);
    while (this.#settled.has(this.#next)) this.#next++;
    this.#waiting.get(this.#next)?.();
    this.#waiting.delete(this.#next);
  }
}

/** A path that two spellings of the same existing file share. */
async function real(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
