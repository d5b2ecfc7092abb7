import { damaged } from "../damaged.ts";
import {
  black,
  horizontal,
  leastStart,
  longestCode,
  modes,
  pass,
  white,
  type FaxCodes,
} from "./fax-codes.ts";

/** How rows follow each other. */
export interface FaxRows {
  /** Pixels and bytes of a row. */
  readonly width: number;
  readonly rowBytes: number;
  readonly rows: number;
  /**
   * "bytes": each row starts with a byte of its own (TIFF's compression 2). "lines": each has an end of line
   * (EOL) before it, or none has (3). "pages": each is coded by the row above (4).
   */
  readonly kind: "bytes" | "lines" | "pages";
  /** Whether rows of "lines" say whether they are coded by the row above. */
  readonly twoDimensional: boolean;
}

/** An EOL is so many zeros or more, and a one. */
const leastZeros = 11;

/**
 * Unpacks rows of the fax codes of ITU-T T.4 and T.6, bits from the highest on, to a bit a pixel: 1 is black.
 * Every row must be whole: what of a damaged one can be seen, readers disagree about.
 * @throws NotPixels "broken"
 */
export function unpackFax(bytes: Uint8Array, form: FaxRows): Uint8Array {
  const { width, rowBytes, rows, kind } = form;
  const bits = new FaxBits(bytes);
  const result = new Uint8Array(rows * rowBytes);
  // Pixels whose colour is not that of the one before them, which at first is white (T.4, 4.2.1.3.1).
  let changes: number[] = [];
  let above: number[] = [];
  const ends = kind === "lines" && bits.isZeros(leastZeros);
  for (let row = 0; row < rows; row++) {
    [changes, above] = [above, changes];
    changes.length = 0;
    if (startRow(bits, form, ends)) readByRowAbove(bits, above, changes, width);
    else readRuns(bits, changes, form);
    if (kind === "bytes") bits.toByte();
    paint(changes, result.subarray(row * rowBytes, (row + 1) * rowBytes), width);
  }
  if (bits.isBehindEnd()) throw wrong("they end too early");
  return result;
}

/**
 * Reads what stands before a row, and tells whether it is coded by the row above.
 * @param ends whether each has the end of a line before it
 */
function startRow(bits: FaxBits, { kind, twoDimensional }: FaxRows, ends: boolean): boolean {
  if (kind !== "lines") return kind === "pages";
  // One that is damaged could be taken for runs.
  if (bits.isZeros(leastZeros) !== ends || (twoDimensional && !ends)) {
    throw wrong("the end of a line is missing");
  }
  if (ends) bits.skipZerosAndOne();
  return twoDimensional && bits.take(1) === 0;
}

/** A row of runs, white and black in turn. */
function readRuns(bits: FaxBits, changes: number[], { width, twoDimensional }: FaxRows): void {
  let codes = white;
  for (let at = 0; at < width;) {
    const run = readRun(bits, codes);
    // What lies beside those of the row below, readers disagree about.
    if (run === 0 && twoDimensional && (at > 0 || codes === black)) {
      throw wrong("a run of no pixels in the middle of a row");
    }
    at += run;
    if (at > width) throw wrong("a row is too long");
    // Where no pixels stand between two runs of one colour, these are one.
    if (changes.at(-1) === at) changes.pop();
    else if (at < width) changes.push(at);
    codes = codes === white ? black : white;
  }
}

/** A row that says how its changes lie beside those of the row above (T.4, 4.2). */
function readByRowAbove(bits: FaxBits, above: number[], changes: number[], width: number): void {
  // T.4's a0: before the first pixel at first; and the place of b1 among the changes above.
  let [from, next] = [-1, 0];
  const change = (i: number): number => above[i] ?? width;
  while (from < width) {
    while (change(next) <= from) next += 2;
    const mode = bits.code(modes);
    if (mode === pass) {
      from = change(next + 1);
      if (from >= width) throw wrong("a row is too long");
    } else if (mode === horizontal) {
      const own = changes.length % 2 === 0 ? white : black;
      const first = Math.max(from, 0) + readRun(bits, own);
      const second = first + readRun(bits, own === white ? black : white);
      add(changes, first, from, width);
      add(changes, second, first, width);
      from = second;
    } else {
      const to = change(next) + mode;
      add(changes, to, from, width);
      from = to;
      // The change before may lie to the right of here.
      next += next > 0 ? -1 : 1;
    }
  }
}

/** Adds a change behind the last one; the end of the row is none, and may be said twice. */
function add(changes: number[], at: number, last: number, width: number): void {
  if (at > width || (at <= last && at < width)) throw wrong("a row is too long or turns back");
  if (at < width) changes.push(at);
}

/** Pixels of a run: any number of codes of 64 and more, and one of less. */
function readRun(bits: FaxBits, codes: FaxCodes): number {
  for (let run = 0; ;) {
    const value = bits.code(codes);
    run += value;
    if (value < leastStart) return run;
  }
}

/** Fills a row's black runs: from every other change to the next. */
function paint(changes: readonly number[], row: Uint8Array, width: number): void {
  for (let i = 0; i < changes.length; i += 2) {
    const start = changes[i]!;
    const end = changes[i + 1] ?? width;
    const [first, last] = [start >>> 3, end >>> 3];
    const [head, tail] = [0xff >> (start & 7), 0xff & ~(0xff >> (end & 7))];
    if (first === last) row[first]! |= head & tail;
    else {
      row[first]! |= head;
      row.fill(0xff, first + 1, last);
      if (tail !== 0) row[last]! |= tail;
    }
  }
}

/** Bits from the highest of each byte on; behind the end there are zeros. */
class FaxBits {
  readonly #bytes: Uint8Array;
  /** Byte and bit of it. */
  #byte = 0;
  #bit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws NotPixels "broken" where there is none */
  code({ values, bits }: FaxCodes): number {
    const next = this.#look(longestCode);
    const length = bits[next]!;
    if (length === 0) throw wrong("they end too early, or one is none");
    this.#skip(length);
    return values[next]!;
  }

  take(count: number): number {
    const bits = this.#look(count);
    this.#skip(count);
    return bits;
  }

  /** Whether so many zeros follow. */
  isZeros(count: number): boolean {
    return this.#look(count) === 0;
  }

  skipZerosAndOne(): void {
    while (this.#byte < this.#bytes.length) if (this.take(1) === 1) return;
    throw wrong("they end too early");
  }

  toByte(): void {
    if (this.#bit > 0) this.#skip(8 - this.#bit);
  }

  isBehindEnd(): boolean {
    return this.#byte + Math.ceil(this.#bit / 8) > this.#bytes.length;
  }

  /** The next bits, up to 16. */
  #look(count: number): number {
    const [bytes, at] = [this.#bytes, this.#byte];
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    return (three >> (24 - this.#bit - count)) & ((1 << count) - 1);
  }

  #skip(count: number): void {
    const to = this.#bit + count;
    this.#byte += to >> 3;
    this.#bit = to & 7;
  }
}

function wrong(problem: string): Error {
  return damaged("TIFF", `its fax codes: ${problem}`);
}
