import { markers } from "./jpeg-segments.ts";

/** Writes the data of a scan: bits, stuffing behind 0xff, restart markers. */
export class BitWriter {
  readonly #bytes: Uint8Array;
  #length = 0;
  /** Bits that do not make up a byte yet, and their number. */
  #held = 0;
  #count = 0;
  #restarts = 0;

  /** @param most bytes that will be written at the most, without stuffing */
  constructor(most: number) {
    this.#bytes = new Uint8Array(2 * most + 16);
  }

  /** Appends the bits from bit `from` to bit `to` of `bytes`. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to;) {
      const i = at >>> 3;
      const size = Math.min(8 - (at & 7), to - at);
      const value = (bytes[i]! >>> (8 - (at & 7) - size)) & ((1 << size) - 1);
      this.#write(value, size);
      at += size;
    }
  }

  /** Fills up the byte with ones and appends the next restart marker. */
  restart(): void {
    this.#align();
    this.#put(0xff);
    this.#put(markers.rst0 + (this.#restarts++ % 8));
  }

  /** Everything that was written, the last byte filled up with ones. */
  finish(): Uint8Array {
    this.#align();
    return this.#bytes.subarray(0, this.#length);
  }

  #write(value: number, size: number): void {
    this.#held = (this.#held << size) | value;
    this.#count += size;
    if (this.#count < 8) return;
    this.#count -= 8;
    const byte = this.#held >>> this.#count;
    this.#held &= (1 << this.#count) - 1;
    this.#put(byte);
    if (byte === 0xff) this.#put(0);
  }

  #align(): void {
    if (this.#count > 0) this.#write((1 << (8 - this.#count)) - 1, 8 - this.#count);
  }

  #put(byte: number): void {
    this.#bytes[this.#length++] = byte;
  }
}
