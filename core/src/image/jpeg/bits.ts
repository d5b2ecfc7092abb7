import { asFile, sizeText } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import type { HuffmanTable } from "./huffman.ts";
import { isRestart } from "./segments.ts";
import { NotPixels } from "../not-pixels.ts";

/** The bits of a scan without stuffing, cut at its restart markers. */
export interface ScanBits {
  /** With more bytes behind the last bit than a block can take, so that nothing reads behind them. */
  readonly view: DataView;
  /** Where the intervals end, in bits; each begins where the one before ends. */
  readonly ends: readonly number[];
}

/** A block takes at most 64 codes of 16 bits with values of 15; 32 bits are read from any bit on. */
const margin = (64 * 31) / 8 + 8;

/** Bits are counted in 32-bit integers. */
const mostBytes = 1 << 28;

/**
 * Takes the stuffing out of the data of a scan.
 * @throws NeuroveilError "broken" when a restart marker is missing or out of turn; "limit"
 */
export function scanBits(entropy: Uint8Array): ScanBits {
  if (entropy.length > mostBytes) {
    throw new NotPixels(
      "limit",
      {
        expected: `JPEG scans of at most ${sizeText(mostBytes)}`,
        got: sizeText(entropy.length),
        todo: asFile,
      },
      `a JPEG with a scan of ${sizeText(entropy.length)}`,
    );
  }
  const clean = new Uint8Array(entropy.length + margin);
  const ends: number[] = [];
  let length = 0;
  let start = 0;
  for (let at = entropy.indexOf(0xff); at >= 0; at = entropy.indexOf(0xff, start)) {
    const follower = entropy[at + 1]!;
    const end = follower === 0 ? at + 1 : at;
    clean.set(entropy.subarray(start, end), length);
    length += end - start;
    // Behind the 0xff comes stuffing, a restart marker, or one more 0xff as filling.
    start = follower === 0xff ? at + 1 : at + 2;
    if (!isRestart(follower)) continue;
    if ((follower & 7) !== ends.length % 8) {
      throw damaged("JPEG", "a restart marker is missing or out of turn");
    }
    ends.push(8 * length);
  }
  const rest = entropy.subarray(start);
  clean.set(rest, length);
  ends.push(8 * (length + rest.length));
  return { view: new DataView(clean.buffer), ends };
}

/** The table's entry for the bits from bit `at` on. */
export function entryAt({ whole }: HuffmanTable, view: DataView, at: number): number {
  const entry = whole[(view.getUint32(at >>> 3) << (at & 7)) >>> 16]!;
  if (entry === 0) throw damaged("JPEG", "its image data holds an undefined code");
  return entry;
}

/** The `count` bits from bit `at` on, 0 to 16, as a number. */
export function bitsAt(view: DataView, at: number, count: number): number {
  return count === 0 ? 0 : (view.getUint32(at >>> 3) << (at & 7)) >>> (32 - count);
}

/** The value of `count` bits: below half of their range they stand for negative ones (T.81, F.12). */
export function valueAt(view: DataView, at: number, count: number): number {
  const bits = bitsAt(view, at, count);
  return bits < 1 << (count - 1) ? bits - (1 << count) + 1 : bits;
}
