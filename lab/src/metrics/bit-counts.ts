/**
 * How often every bit of several arrays of bytes is set: the counters lie upright, one binary digit of
 * 32 counters in a word, so that an array is added 32 bits at a time.
 */
export class BitCounts {
  readonly #digits: Int32Array[] = [];
  readonly #length: number;
  #added = 0;
  // Read more than once.
  #histogram: Float64Array | undefined;

  /** @param length bytes of each array */
  constructor(length: number) {
    this.#length = length;
  }

  /** Arrays added. */
  get added(): number {
    return this.#added;
  }

  /** Bits of each array. */
  get bits(): number {
    return 8 * this.#length;
  }

  /** @param words the bytes of an array, four a word, the last word filled with zeros */
  add(words: Int32Array): void {
    this.#added++;
    this.#histogram = undefined;
    if (this.#added >= 2 ** this.#digits.length) this.#digits.push(new Int32Array(words.length));
    const digits = this.#digits;
    for (let i = 0; i < words.length; i++) {
      let carry = words[i]!;
      for (let d = 0; carry !== 0; d++) {
        const digit = digits[d]!;
        const before = digit[i]!;
        digit[i] = before ^ carry;
        carry &= before;
      }
    }
  }

  /** How many bits were set 0 times, once, and so on to every time. */
  histogram(): Float64Array {
    this.#histogram ??= this.#count();
    return this.#histogram;
  }

  #count(): Float64Array {
    const found = new Float64Array(this.#added + 1);
    const digits = this.#digits;
    const words = digits[0]?.length ?? 0;
    for (let i = 0; i < words; i++) {
      const bits = Math.min(32, this.bits - 32 * i);
      for (let bit = 0; bit < bits; bit++) {
        let count = 0;
        for (let d = 0; d < digits.length; d++) count |= ((digits[d]![i]! >>> bit) & 1) << d;
        found[count]!++;
      }
    }
    return found;
  }
}
