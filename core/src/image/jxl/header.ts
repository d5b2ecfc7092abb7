import { damaged } from "../damaged.ts";
import { keptAsFile } from "../not-pixels.ts";

/** What a codestream says before its pixels (ISO/IEC 18181-1, annex D). */
export interface JxlHeader {
  /** Before it is turned. */
  readonly width: number;
  readonly height: number;
  /** Bits a sample, 1 to 16. */
  readonly bits: number;
  readonly alpha: boolean;
  readonly animation?: JxlAnimation;
}

/** What is said of all frames; how long each is shown, in ticks, stands in front of it. */
export interface JxlAnimation {
  /** Ticks a second: 1 to 2^30 over 1 to 1024. */
  readonly rate: readonly [number, number];
  /** Bits of the codestream, from where to where, that hold the first of both less 1; none of usual ones. */
  readonly rateBits: readonly [number, number];
  /** How often it is shown, below 2^32; 0: for ever. */
  readonly plays: number;
  /** Whether each frame has one. */
  readonly timecodes: boolean;
}

/** @throws NotPixels where there are other samples than whole numbers, with alpha or without */
export function readHeader(codestream: Uint8Array): JxlHeader {
  // Behind the signature.
  const bits = new Bits(codestream, 8 * 2);
  const { width, height } = readSize(bits);
  const simple = { width, height, bits: 8, alpha: false };
  if (bits.flag()) return simple;
  let animation: JxlAnimation | undefined;
  if (bits.flag()) {
    // Orientation.
    bits.take(3);
    if (bits.flag()) readSize(bits);
    if (bits.flag()) throw keptAsFile("a JPEG XL image with a smaller copy", "one picture");
    if (bits.flag()) animation = readAnimation(bits);
  }
  const depth = readDepth(bits);
  // Whether 16 bits are enough for what is computed.
  bits.take(1);
  const extra = bits.number([0, 0], [1, 0], [2, 4], [1, 12]);
  if (extra > 1) throw keptAsFile("a JPEG XL image with further channels", "colours and alpha");
  if (extra === 1 && readAlpha(bits) !== depth) {
    throw keptAsFile("a JPEG XL image whose alpha has another depth", "samples of one depth");
  }
  return { ...simple, bits: depth, alpha: extra === 1, ...(animation && { animation }) };
}

function readAnimation(bits: Bits): JxlAnimation {
  // Behind which of the four it is.
  const start = bits.at + 2;
  const ticks = bits.number([100, 0], [1000, 0], [1, 10], [1, 30]);
  const rateBits = [start, bits.at] as const;
  const seconds = bits.number([1, 0], [1001, 0], [1, 8], [1, 10]);
  const plays = bits.number([0, 0], [0, 3], [0, 16], [0, 32]);
  return { rate: [ticks, seconds], rateBits, plays, timecodes: bits.flag() };
}

type Size = Pick<JxlHeader, "width" | "height">;

/** Width by height, where it is not given. */
const ratios = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

function readSize(bits: Bits): Size {
  const small = bits.flag();
  const side = (): number =>
    small ? 8 * (1 + bits.take(5)) : bits.number([1, 9], [1, 13], [1, 18], [1, 30]);
  const height = side();
  const ratio = ratios[bits.take(3) - 1];
  const width = ratio === undefined ? side() : Math.floor((height * ratio[0]) / ratio[1]);
  return { width, height };
}

const most = 16;

function readDepth(bits: Bits): number {
  if (bits.flag()) throw keptAsFile("a JPEG XL image of floats", "whole numbers");
  const depth = bits.number([8, 0], [10, 0], [12, 0], [1, 6]);
  if (depth > most) throw keptAsFile(`a JPEG XL image of ${depth} bits`, `at most ${most} bits`);
  return depth;
}

/** The depth of a channel that must be alpha of every pixel, not multiplied into the colours. */
function readAlpha(bits: Bits): number {
  if (bits.flag()) return 8;
  const kind = bits.number([0, 0], [1, 0], [2, 4], [18, 6]);
  const depth = readDepth(bits);
  const shift = bits.number([0, 0], [3, 0], [4, 0], [1, 3]);
  bits.skip(8 * bits.number([0, 0], [0, 4], [16, 5], [48, 10]));
  if (kind !== 0 || shift !== 0 || bits.flag()) {
    throw keptAsFile("a JPEG XL image with a channel of another kind", "colours and alpha");
  }
  return depth;
}

/** Bits from the lowest of each byte on. */
class Bits {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw damaged("JPEG XL", "it is cut short");
      value += ((byte >> (this.#at & 7)) & 1) * 2 ** i;
    }
    return value;
  }

  skip(count: number): void {
    this.#at += count;
  }

  flag(): boolean {
    return this.take(1) === 1;
  }

  /** A number of one of four forms: an offset, and so many bits to be added. */
  number(...forms: readonly (readonly [number, number])[]): number {
    const [offset, count] = forms[this.take(2)]!;
    return offset + this.take(count);
  }
}
