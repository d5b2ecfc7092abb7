import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";

const symbols = (1 << 16) + 1;
/** A block would need more samples than a file can have for a longer one. */
const longestCode = 52;
const quickBits = 14;
/** Lengths from here on stand for runs of lengths of 0. */
const [shortRun, longRun] = [59, 63];

/** Unpacks words by ImfHuf (OpenEXR): canonical codes whose last repeats the word before. */
export function unpackHuffman(packed: Uint8Array, length: number): Uint16Array {
  const reader = new ByteReader(packed, "OpenEXR", { little: true });
  const [first, last] = [reader.u32(), reader.u32()];
  reader.u32();
  const bits = reader.u32();
  reader.u32();
  if (first >= symbols || last >= symbols || first > last) throw wrong();
  const source = new BitSource(reader.bytes(reader.left));
  const lengths = readLengths(source, first, last);
  source.align();
  const codes = new Codes(lengths, first);
  const end = source.at + bits;
  if (end > source.length) throw wrong();
  const words = new Uint16Array(length);
  let to = 0;
  while (source.at < end) {
    const symbol = codes.next(source);
    if (symbol !== last) {
      if (to === length) throw wrong();
      words[to++] = symbol;
      continue;
    }
    const run = source.take(8);
    if (to === 0 || to + run > length) throw wrong();
    words.fill(words[to - 1]!, to, to + run);
    to += run;
  }
  if (source.at !== end || to !== length) throw wrong();
  return words;
}

const wrong = (): Error => damaged("OpenEXR", "its codes");

/** Of the codes of all symbols from the first to the last. */
function readLengths(source: BitSource, first: number, last: number): Uint8Array {
  const lengths = new Uint8Array(last - first + 1);
  for (let i = 0; i < lengths.length;) {
    const length = source.take(6);
    if (length < shortRun) {
      lengths[i++] = length;
      continue;
    }
    i += length === longRun ? source.take(8) + 6 : length - shortRun + 2;
    if (i > lengths.length) throw wrong();
  }
  return lengths;
}

/** Bits from the highest of each byte on. */
class BitSource {
  readonly #bytes: Uint8Array;
  /** The number of the next bit. */
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get length(): number {
    return 8 * this.#bytes.length;
  }

  /** Up to 16 bits, with zeros behind the end. */
  peek(count: number): number {
    const byte = this.at >> 3;
    const three =
      ((this.#bytes[byte] ?? 0) << 16) |
      ((this.#bytes[byte + 1] ?? 0) << 8) |
      (this.#bytes[byte + 2] ?? 0);
    return (three >> (24 - count - (this.at & 7))) & ((1 << count) - 1);
  }

  take(count: number): number {
    const bits = this.peek(count);
    this.at += count;
    if (this.at > this.length) throw wrong();
    return bits;
  }

  align(): void {
    this.at = (this.at + 7) & ~7;
  }
}

/** Codes of a length follow each other by their symbols; longer ones are smaller numbers. */
class Codes {
  /** Of each length: the first code, and where its symbols begin. */
  readonly #first: number[] = [];
  readonly #start: number[] = [];
  readonly #count: number[];
  readonly #sorted: Uint32Array;
  /** By the next bits: a symbol and the length of its code, where that is short. */
  readonly #quick: Int32Array = new Int32Array(1 << quickBits).fill(-1);

  /** @param base the symbol of the first length */
  constructor(lengths: Uint8Array, base: number) {
    this.#count = Array.from({ length: longRun }, () => 0);
    for (const length of lengths) this.#count[length]! += 1;
    this.#count[0] = 0;
    if (this.#count.some((count, length) => count > 0 && length > longestCode)) throw wrong();
    let code = 0;
    for (let length = longestCode; length > 0; length--) {
      this.#first[length] = code;
      const sum = code + this.#count[length]!;
      code = Math.floor(sum / 2);
      if (sum > 2 ** length) throw wrong();
    }
    let start = 0;
    for (let length = 1; length <= longestCode; length++) {
      this.#start[length] = start;
      start += this.#count[length]!;
    }
    this.#sorted = new Uint32Array(start);
    const next = [...this.#start];
    for (const [i, length] of lengths.entries()) {
      if (length === 0) continue;
      const symbol = base + i;
      const place = next[length]!++;
      this.#sorted[place] = symbol;
      if (length > quickBits) continue;
      const own = this.#first[length]! + place - this.#start[length]!;
      const from = own << (quickBits - length);
      this.#quick.fill(symbol * 64 + length, from, from + (1 << (quickBits - length)));
    }
  }

  next(source: BitSource): number {
    const quick = this.#quick[source.peek(quickBits)]!;
    if (quick >= 0) {
      source.take(quick & 63);
      return quick >> 6;
    }
    let code = source.take(quickBits);
    for (let length = quickBits + 1; length <= longestCode; length++) {
      code = 2 * code + source.take(1);
      const place = code - this.#first[length]!;
      if (place >= 0 && place < this.#count[length]!) {
        return this.#sorted[this.#start[length]! + place]!;
      }
    }
    throw wrong();
  }
}
