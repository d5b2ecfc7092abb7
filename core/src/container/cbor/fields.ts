import { NeuroveilError } from "../../errors.ts";

/**
 * Reads the fields of a decoded CBOR map, or of what is to become one, each with its type and bounds.
 * {@link Fields.end} refuses what nobody asked for, so that a file means the same to every reader.
 */
export class Fields {
  readonly #what: string;
  readonly #left: Map<string, unknown>;

  /** @throws NeuroveilError "broken" when `value` is not a map */
  constructor(value: unknown, what: string) {
    this.#what = what;
    if (typeof value !== "object" || value === null || Array.isArray(value) || isBytes(value)) {
      throw new NeuroveilError("broken", {
        expected: `${what} to be a map`,
        got: "something else",
      });
    }
    // Encoding leaves out what is undefined.
    this.#left = new Map(Object.entries(value).filter(([, field]) => field !== undefined));
  }

  has(name: string): boolean {
    return this.#left.has(name);
  }

  integer(name: string, least: number, most: number): number {
    const value = this.#take(name);
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) {
      return value;
    }
    throw this.#wrong(name, `an integer from ${least} to ${most}`);
  }

  number(name: string): number {
    const value = this.#take(name);
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw this.#wrong(name, "a finite number");
  }

  boolean(name: string): boolean {
    const value = this.#take(name);
    if (typeof value === "boolean") return value;
    throw this.#wrong(name, "true or false");
  }

  /** A boolean that is left out where it is false. */
  always(name: string): true {
    if (this.#take(name) === true) return true;
    throw this.#wrong(name, "true or absent");
  }

  text(name: string, pattern: RegExp): string {
    const value = this.#take(name);
    if (typeof value === "string" && pattern.test(value)) return value;
    throw this.#wrong(name, `text like ${pattern.source}`);
  }

  bytes(name: string, least: number, most: number = least): Uint8Array {
    const value = this.#take(name);
    if (isBytes(value) && value.length >= least && value.length <= most) return value;
    const size = least === most ? `${least}` : `${least} to ${most}`;
    throw this.#wrong(name, `${size} bytes`);
  }

  oneOf<const T extends string | number>(name: string, values: readonly T[]): T {
    const value = this.#take(name);
    const found = values.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    throw this.#wrong(name, values.join(" or "));
  }

  map(name: string): Fields {
    return new Fields(this.#take(name), `"${name}" of ${this.#what}`);
  }

  /** A list of 1 to `most` byte strings, each of at most `mostBytes`. */
  byteStrings(name: string, most: number, mostBytes: number): Uint8Array[] {
    const value = this.#take(name);
    if (
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= most &&
      value.every((item) => isBytes(item) && item.length <= mostBytes)
    ) {
      return value as Uint8Array[];
    }
    throw this.#wrong(name, `a list of 1 to ${most} byte strings of at most ${mostBytes} bytes`);
  }

  /** A list of 1 to `most` integers from 0 to `largest`. */
  integers(name: string, most: number, largest: number): number[] {
    const value = this.#take(name);
    if (
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= most &&
      value.every((item) => Number.isInteger(item) && item >= 0 && item <= largest)
    ) {
      return value as number[];
    }
    throw this.#wrong(name, `a list of 1 to ${most} integers from 0 to ${largest}`);
  }

  /** A list of 1 to `mostLists` lists, each of 1 to `most` whole numbers from 0. */
  integerLists(name: string, mostLists: number, most: number): number[][] {
    const value = this.#take(name);
    const within = (list: unknown, length: number): list is unknown[] =>
      Array.isArray(list) && list.length > 0 && list.length <= length;
    const isList = (list: unknown): boolean =>
      within(list, most) && list.every((item) => Number.isSafeInteger(item) && Number(item) >= 0);
    if (within(value, mostLists) && value.every(isList)) return value as number[][];
    throw this.#wrong(name, `a list of 1 to ${mostLists} lists of whole numbers`);
  }

  list(name: string, most: number): Fields[] {
    const value = this.#take(name);
    if (!Array.isArray(value) || value.length > most) {
      throw this.#wrong(name, `a list of at most ${most} maps`);
    }
    return value.map((item) => new Fields(item, `an item of "${name}"`));
  }

  /**
   * A map of at most `most` whole numbers, texts and byte strings, under names of a pattern.
   * @param longest most characters of a text, most bytes of a byte string
   */
  values(
    name: string,
    most: number,
    names: RegExp,
    [mostText, mostBytes]: readonly [number, number],
  ): Record<string, number | string | Uint8Array> {
    const entries = [...this.map(name).#left];
    const fits = ([key, value]: readonly [string, unknown]): boolean =>
      names.test(key) &&
      (Number.isSafeInteger(value) ||
        (typeof value === "string" && value.length <= mostText) ||
        (isBytes(value) && value.length <= mostBytes));
    if (entries.length <= most && entries.every(fits)) {
      return Object.fromEntries(entries) as Record<string, number | string | Uint8Array>;
    }
    throw this.#wrong(name, `a map of at most ${most} numbers, texts and byte strings`);
  }

  /** `read` when the field is there, undefined when not. */
  optional<T>(name: string, read: (fields: this, name: string) => T): T | undefined {
    return this.has(name) ? read(this, name) : undefined;
  }

  /** @throws NeuroveilError "broken" when a field is left that was not read */
  end(): void {
    for (const name of this.#left.keys()) {
      throw new NeuroveilError("broken", {
        expected: `only known fields in ${this.#what}`,
        got: JSON.stringify(name.slice(0, 40)),
      });
    }
  }

  #take(name: string): unknown {
    const value = this.#left.get(name);
    this.#left.delete(name);
    return value;
  }

  #wrong(name: string, expected: string): NeuroveilError {
    return new NeuroveilError("broken", {
      expected: `"${name}" of ${this.#what} to be ${expected}`,
    });
  }
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
