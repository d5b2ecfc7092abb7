import { damaged } from "../damaged.ts";

/** A Huffman table as a map of the bits that come next. */
export class HuffmanTable {
  /**
   * By 16 bits: the symbol in the high byte, the bits that its code and the value behind it take in
   * the low byte; 0 where no code starts.
   */
  readonly whole: Uint16Array;
  #runs: Uint32Array | undefined;

  /** @param whole see there */
  constructor(whole: Uint16Array) {
    this.whole = whole;
  }

  /**
   * By 12 bits: as many AC codes with their values as fit, of one block. Bits that they take in the low
   * byte, coefficients that they fill in the seven bits above, then whether the block ends there, and
   * in the high half a bound of the sum of their absolute values; 0 where not even one fits. Most codes
   * are short, so that a step takes several of them, and this fits a cache.
   */
  get runs(): Uint32Array {
    this.#runs ??= runsOf(this.whole);
    return this.#runs;
  }
}

export const runBits = 12;
/** In an entry of {@link HuffmanTable.runs}: the block ends there. */
export const runEnds = 0x8000;

/** A table as a file has it, not expanded before it is needed. */
export class HuffmanListing {
  /** Codes of each length from 1 to 16 bits. */
  readonly #counts: Uint8Array;
  /** In the order of their codes. */
  readonly #symbols: Uint8Array;
  #table: HuffmanTable | undefined;

  /** @throws NeuroveilError "broken" when there are too many codes, or one of ones alone */
  constructor(counts: Uint8Array, symbols: Uint8Array) {
    const room = counts.reduce((sum, count, index) => sum + count * 2 ** (15 - index), 0);
    // What fills up the last byte, ones, must not be a code.
    if (room >= 2 ** 16) throw damaged("JPEG", "a Huffman table has too many codes");
    this.#counts = counts;
    this.#symbols = symbols;
  }

  /** Whether no value that it tells has more bits. */
  fits(bits: number): boolean {
    return this.#symbols.every((symbol) => symbol <= bits);
  }

  get table(): HuffmanTable {
    this.#table ??= this.#expand();
    return this.#table;
  }

  #expand(): HuffmanTable {
    const whole = new Uint16Array(1 << 16);
    let at = 0;
    let i = 0;
    for (const [index, count] of this.#counts.entries()) {
      const length = index + 1;
      const width = 1 << (16 - length);
      for (const symbol of this.#symbols.subarray(i, i + count)) {
        // The low four bits of every symbol are the length of the value behind the code: none behind 16.
        whole.fill((symbol << 8) | (length + (symbol & 15)), at, at + width);
        at += width;
      }
      i += count;
    }
    return new HuffmanTable(whole);
  }
}

/** Four for DC and four for AC. */
const destinations = 8;

/** The tables in force, by destination. */
export interface HuffmanTables {
  readonly dc: Map<number, HuffmanListing>;
  readonly ac: Map<number, HuffmanListing>;
}

/**
 * Takes over the tables of a DHT segment; a later one replaces an earlier of the same destination.
 * @param mostBits of a value that a table for DC tells: 16 in a lossless process
 * @throws NeuroveilError "broken"
 */
export function defineTables(data: Uint8Array, tables: HuffmanTables, mostBits = 15): void {
  let left = destinations;
  for (let offset = 0; offset < data.length; left--) {
    if (left === 0) throw damaged("JPEG", "it has more Huffman tables than destinations");
    const head = data[offset]!;
    const counts = data.subarray(offset + 1, offset + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const symbols = data.subarray(offset + 17, offset + 17 + total);
    if (counts.length < 16 || symbols.length < total) {
      throw damaged("JPEG", "a Huffman table is cut short");
    }
    if (head >> 4 > 1 || (head & 15) > 3) {
      throw damaged("JPEG", "a Huffman table has no destination");
    }
    const listing = new HuffmanListing(counts, symbols);
    if (head >> 4 === 1) tables.ac.set(head & 15, listing);
    else if (listing.fits(mostBits)) tables.dc.set(head & 15, listing);
    else throw damaged("JPEG", `a Huffman table for DC has values of more than ${mostBits} bits`);
    offset += 17 + total;
  }
}

function runsOf(whole: Uint16Array): Uint32Array {
  return Uint32Array.from({ length: 1 << runBits }, (_, prefix) => {
    let bits = 0;
    let coefficients = 0;
    let sum = 0;
    for (;;) {
      const entry = whole[((prefix << (16 - runBits)) << bits) & 0xffff]!;
      const taken = entry & 255;
      // Bits behind the prefix count as 0 here: a code that reaches there may be another one.
      if (entry === 0 || bits + taken > runBits)
        return (bits | (coefficients << 8)) + sum * 0x10000;
      bits += taken;
      if (endsBlock(entry)) return (bits | (coefficients << 8) | runEnds) + sum * 0x10000;
      coefficients += (entry >> 12) + 1;
      sum += largest(entry);
      if (coefficients > 63) return 0;
    }
  });
}

/** Whether an AC code has no value and is not for 16 zeros after which more follow. */
export function endsBlock(entry: number): boolean {
  return valueBits(entry) === 0 && entry >> 12 < 15;
}

/** Bits of the value behind an entry's code. */
export function valueBits(entry: number): number {
  return (entry >> 8) & 15;
}

/** The largest absolute value that such a code can have. */
export function largest(entry: number): number {
  return (1 << valueBits(entry)) - 1;
}
