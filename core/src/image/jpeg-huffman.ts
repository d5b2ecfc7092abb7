import { damaged } from "./damaged.ts";

/** A Huffman table as a map of the bits that come next. */
export class HuffmanTable {
  /**
   * By 16 bits: the symbol in the high byte, the bits that its code and the value behind it take in
   * the low byte; 0 where no code starts.
   */
  readonly whole: Uint16Array;
  #runs: Uint16Array | undefined;

  /** @param whole see there */
  constructor(whole: Uint16Array) {
    this.whole = whole;
  }

  /**
   * By 12 bits: as many AC codes with their values as fit, of one block. Bits that they take in the low
   * byte, coefficients that they fill in the seven bits above, and in the highest bit whether the block
   * ends there; 0 where not even one fits. Most codes are short, so that a step takes several of them,
   * and this fits a cache.
   */
  get runs(): Uint16Array {
    this.#runs ??= runsOf(this.whole);
    return this.#runs;
  }
}

export const runBits = 12;

/** The tables in force, by destination. */
export interface HuffmanTables {
  readonly dc: Map<number, HuffmanTable>;
  readonly ac: Map<number, HuffmanTable>;
}

/**
 * Takes over the tables of a DHT segment; a later one replaces an earlier of the same destination.
 * @throws NeuroveilError "broken" when a table is cut short or has too many codes
 */
export function defineTables(data: Uint8Array, tables: HuffmanTables): void {
  for (let offset = 0; offset < data.length;) {
    const counts = data.subarray(offset + 1, offset + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const symbols = data.subarray(offset + 17, offset + 17 + total);
    if (counts.length < 16 || symbols.length < total) {
      throw damaged("JPEG", "a Huffman table is cut short");
    }
    const kind = data[offset]! >> 4 === 0 ? tables.dc : tables.ac;
    kind.set(data[offset]! & 15, expand(counts, symbols));
    offset += 17 + total;
  }
}

function expand(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const whole = new Uint16Array(1 << 16);
  let at = 0;
  let i = 0;
  for (const [index, count] of counts.entries()) {
    const length = index + 1;
    const width = 1 << (16 - length);
    for (const symbol of symbols.subarray(i, i + count)) {
      if (at + width > whole.length) throw damaged("JPEG", "a Huffman table has too many codes");
      // The low four bits of every symbol are the length of the value behind the code.
      whole.fill((symbol << 8) | (length + (symbol & 15)), at, at + width);
      at += width;
    }
    i += count;
  }
  return new HuffmanTable(whole);
}

function runsOf(whole: Uint16Array): Uint16Array {
  return Uint16Array.from({ length: 1 << runBits }, (_, prefix) => {
    let bits = 0;
    let coefficients = 0;
    for (;;) {
      const entry = whole[((prefix << (16 - runBits)) << bits) & 0xffff]!;
      const taken = entry & 255;
      // Bits behind the prefix count as 0 here: a code that reaches there may be another one.
      if (entry === 0 || bits + taken > runBits) return bits | (coefficients << 8);
      bits += taken;
      if (endsBlock(entry)) return bits | (coefficients << 8) | 0x8000;
      coefficients += (entry >> 12) + 1;
      if (coefficients > 63) return 0;
    }
  });
}

/** Whether an AC code has no value and is not for 16 zeros after which more follow. */
export function endsBlock(entry: number): boolean {
  return ((entry >> 8) & 15) === 0 && entry >> 12 < 15;
}
