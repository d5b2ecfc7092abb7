import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { foldedName } from "neuroveil/internal/names";
import { NeuroveilError } from "neuroveil/errors";
import { printable } from "./printable.ts";
import { pathFromBytes, systemPath } from "./system-path.ts";

/** A base name with a number: photo.png → photo-2.png */
type Numbered = (name: string, number: number) => string;

/**
 * The names that one call gives to its results: no two results share one, not even on a system that
 * takes names for the same that differ in case or in Unicode form; who comes later gets a number
 * (photo-2.png). And none replaces an input of the same call, not even with `--force`. When names turn
 * up only during the work, they are given out in the order of the inputs, so that the outcome does not
 * depend on which file is done first.
 */
export class Claims {
  /** Inputs by their folded real paths. */
  readonly #inputs = new Map<string, string>();
  readonly #code: "usage" | "output";
  readonly #numbered: Numbered;
  readonly #given = new Set<string>();
  readonly #folders = new Map<string, Promise<string>>();
  readonly #settled = new Set<number>();
  readonly #waiting = new Map<number, () => void>();
  #next = 0;

  private constructor(code: "usage" | "output", numbered: Numbered) {
    this.#code = code;
    this.#numbered = numbered;
  }

  /**
   * @param code of a refusal: "usage" before any work, "output" during it
   * @param numbered puts a number into a name that is given already
   */
  static async for(
    inputs: readonly { readonly path: string }[],
    code: "usage" | "output",
    numbered: Numbered,
  ): Promise<Claims> {
    const claims = new Claims(code, numbered);
    for (const { path } of inputs) {
      const real = await realPath(path);
      claims.#inputs.set(foldedName(real), real);
    }
    return claims;
  }

  /**
   * Gives out names.
   * @returns the wanted paths, or paths beside them with a number where a name is given already
   * @throws {NeuroveilError} when an input has one of the names; then none is given
   */
  async claim(wanted: readonly string[]): Promise<string[]> {
    const mine = new Map<string, string>();
    for (const path of wanted) {
      const free = await this.#free(path, mine);
      await this.#refuseInput(free.path);
      mine.set(free.key, free.path);
    }
    for (const key of mine.keys()) this.#given.add(key);
    return [...mine.values()];
  }

  async #free(
    wanted: string,
    mine: ReadonlyMap<string, string>,
  ): Promise<{ readonly key: string; readonly path: string }> {
    const folder = await this.#realFolder(dirname(wanted));
    const name = basename(wanted);
    for (let number = 1; ; number++) {
      const own = number === 1 ? name : this.#numbered(name, number);
      const key = foldedName(join(folder, own));
      if (this.#given.has(key) || mine.has(key)) continue;
      return { key, path: number === 1 ? wanted : join(dirname(wanted), own) };
    }
  }

  #realFolder(folder: string): Promise<string> {
    const known = this.#folders.get(folder) ?? realPath(folder);
    this.#folders.set(folder, known);
    return known;
  }

  async #refuseInput(path: string): Promise<void> {
    const real = await realPath(path);
    const input = this.#inputs.get(foldedName(real));
    if (input === undefined || !(await isSameFile(input, real))) return;
    throw new NeuroveilError(this.#code, {
      expected: "a new file for the result",
      got: `the input ${printable(path)}`,
      todo: "choose another name with --output",
    });
  }

  /** Claims when all inputs before number `index` have claimed or passed. */
  async claimInTurn(index: number, wanted: readonly string[]): Promise<string[]> {
    if (index !== this.#next) {
      await new Promise<void>((resolve) => this.#waiting.set(index, resolve));
    }
    try {
      return await this.claim(wanted);
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

/**
 * A path that all spellings of the same place share: without links as far as it exists. It stays the
 * same when the rest is made.
 */
async function realPath(path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return pathFromBytes(await realpath(systemPath(whole), { encoding: "buffer" }));
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(await realPath(above), basename(whole));
  }
}

/** Where case matters, names that differ in it alone are two files. */
async function isSameFile(a: string, b: string): Promise<boolean> {
  if (a === b) return true;
  try {
    const [one, other] = await Promise.all(
      [a, b].map((path) => stat(systemPath(path), { bigint: true })),
    );
    return one!.dev === other!.dev && one!.ino === other!.ino;
  } catch {
    return false;
  }
}
