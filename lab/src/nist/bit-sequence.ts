import { NeuroveilError } from "neuroveil/errors";

/** Bits to be tested: packed as they come, the highest bit of the first byte first. */
export class BitSequence {
  readonly bytes: Uint8Array;
  /** Number of bits. */
  readonly length: number;
  #unpacked: Uint8Array | undefined;

  /**
   * @param bytes not copied; must not change afterwards
   * @param length bits that count, default all
   * @throws {NeuroveilError} "usage" for no bits, or more than there are
   */
  constructor(bytes: Uint8Array, length: number = 8 * bytes.length) {
    if (!Number.isSafeInteger(length) || length < 1 || length > 8 * bytes.length)
      throw new NeuroveilError("usage", {
        of: '"length"',
        expected: `1 to ${8 * bytes.length}, the bits of "bytes"`,
        got: length,
      });
    this.bytes = bytes;
    this.length = length;
  }

  /** Bits written as 0 and 1. @throws {NeuroveilError} "usage" for any other character, or none */
  static fromText(text: string): BitSequence {
    if (!/^[01]+$/.test(text))
      throw new NeuroveilError("usage", '"text" expected digits 0 and 1 only, one or more');
    const bytes = new Uint8Array(Math.ceil(text.length / 8));
    for (let i = 0; i < text.length; i++) if (text[i] === "1") bytes[i >> 3]! |= 0x80 >> (i & 7);
    return new BitSequence(bytes, text.length);
  }

  /** The bits one a byte, 0 or 1: what most tests run over. Unpacked once. */
  get bits(): Uint8Array {
    this.#unpacked ??= unpack(this.bytes, this.length);
    return this.#unpacked;
  }

  /** The 32 bits from position `at` on, the first one highest; zeros beyond the last byte. */
  word(at: number): number {
    const first = at >> 3;
    const { bytes } = this;
    const high =
      ((bytes[first] ?? 0) << 24) |
      ((bytes[first + 1] ?? 0) << 16) |
      ((bytes[first + 2] ?? 0) << 8) |
      (bytes[first + 3] ?? 0);
    const shift = at & 7;
    return shift === 0 ? high : (high << shift) | ((bytes[first + 4] ?? 0) >> (8 - shift));
  }
}

function unpack(bytes: Uint8Array, length: number): Uint8Array {
  const bits = new Uint8Array(length);
  for (let i = 0; i < length; i++) bits[i] = (bytes[i >> 3]! >> (7 - (i & 7))) & 1;
  return bits;
}
