import { damaged } from "./damaged.ts";

/** A Huffman table as a map of the bits that come next. */
export interface HuffmanTable {
  /**
   * By 16 bits: the symbol in the high byte, the bits that its code and the value behind it take in
   * the low byte; 0 where no code starts.
   */
  readonly whole: Uint16Array;
  /** By their first 9 bits, where those decide; else 0. Most codes are short, and this fits a cache. */
  readonly short: Uint16Array;
}

const shortBits = 9;

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
  const short = new Uint16Array(1 << shortBits);
  let at = 0;
  let i = 0;
  for (const [index, count] of counts.entries()) {
    const length = index + 1;
    const width = 1 << (16 - length);
    for (const symbol of symbols.subarray(i, i + count)) {
      if (at + width > whole.length) throw damaged("JPEG", "a Huffman table has too many codes");
      // The low four bits of every symbol are the length of the value behind the code.
      const entry = (symbol << 8) | (length + (symbol & 15));
      whole.fill(entry, at, at + width);
      const cut = 16 - shortBits;
      if (length <= shortBits) short.fill(entry, at >> cut, (at + width) >> cut);
      at += width;
    }
    i += count;
  }
  return { whole, short };
}
