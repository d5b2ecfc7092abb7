import { damaged } from "./damaged.ts";
import type { JpegFrame } from "./jpeg-frame.ts";
import { endsBlock, runBits, type HuffmanTable, type HuffmanTables } from "./jpeg-huffman.ts";
import type { JpegScan } from "./jpeg-scan.ts";
import { isRestart } from "./jpeg-segments.ts";

/** How one block of an MCU is coded. */
export interface BlockCode {
  /** Its component's place in the frame. */
  readonly index: number;
  /** Undefined when the block is a single bit (a refining DC scan). */
  readonly dc: HuffmanTable | undefined;
  /** Undefined when the block has DC only. */
  readonly ac: HuffmanTable | undefined;
}

/**
 * The blocks of an MCU of a sequential scan or a progressive DC scan, or undefined when a table is
 * missing (Motion JPEG leaves them to the decoder).
 */
export function blockCodes(
  scan: JpegScan,
  frame: JpegFrame,
  tables: HuffmanTables,
): BlockCode[] | undefined {
  const codes: BlockCode[] = [];
  for (const component of scan.components) {
    const dc = scan.refines ? undefined : tables.dc.get(component.dc);
    const ac = frame.progressive ? undefined : tables.ac.get(component.ac);
    if ((dc === undefined && !scan.refines) || (ac === undefined && !frame.progressive)) {
      return undefined;
    }
    const blocks = scan.components.length === 1 ? 1 : component.h * component.v;
    for (let i = 0; i < blocks; i++) codes.push({ index: component.index, dc, ac });
  }
  return codes;
}

/** Told of every block, which is the bits `from` to `to`. */
export type BlockVisitor = (code: BlockCode, from: number, to: number) => void;

/** Bytes behind the data that are read, never used: four from any bit on. */
const margin = 16;

/**
 * Walks over the blocks of `mcus` MCUs without decoding them.
 * @param bytes one restart interval without stuffing, see {@link restartIntervals}
 * @throws NeuroveilError "broken" when a code is not in its table or the data ends too early
 */
export function walkBlocks(
  bytes: Uint8Array,
  mcus: number,
  codes: readonly BlockCode[],
  visit?: BlockVisitor,
): void {
  const end = bytes.length * 8;
  // Bits after the end count as 0. A block takes at most 64 codes of 16 bits and values of 15.
  const longest = (64 * 31) / 8 + margin;
  const safe = end - 8 * longest;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const tail = new Uint8Array(2 * longest + margin);
  const tailStart = Math.max(0, bytes.length - longest);
  tail.set(bytes.subarray(tailStart));
  const tailView = new DataView(tail.buffer);
  let at = 0;
  for (let mcu = 0; mcu < mcus; mcu++) {
    for (const code of codes) {
      const from = at;
      at =
        at < safe
          ? skipBlock(code, view, at)
          : skipBlock(code, tailView, at - 8 * tailStart) + 8 * tailStart;
      if (at > end) throw damaged("JPEG", "some of its image data is missing");
      visit?.(code, from, at);
    }
  }
}

/** The bit after the block that starts at bit `start`. */
function skipBlock({ dc, ac }: BlockCode, view: DataView, start: number): number {
  let at = start + (dc === undefined ? 1 : next(dc, view, start) & 255);
  if (ac === undefined) return at;
  const { runs } = ac;
  let coefficient = 1;
  while (coefficient < 64) {
    const run = runs[(view.getUint32(at >>> 3) << (at & 7)) >>> (32 - runBits)]!;
    const filled = (run >> 8) & 127;
    if (run !== 0 && coefficient + filled < 64) {
      at += run & 255;
      if (run >= 0x8000) return at;
      coefficient += filled;
      continue;
    }
    const entry = next(ac, view, at);
    at += entry & 255;
    if (endsBlock(entry)) return at;
    coefficient += (entry >> 12) + 1;
  }
  if (coefficient > 64) throw damaged("JPEG", "a block has too many coefficients");
  return at;
}

/** The table's entry for the bits from bit `at` on. */
function next({ whole }: HuffmanTable, view: DataView, at: number): number {
  const entry = whole[(view.getUint32(at >>> 3) << (at & 7)) >>> 16]!;
  if (entry === 0) throw damaged("JPEG", "its image data holds an undefined code");
  return entry;
}

/**
 * Cuts the data of a scan at its restart markers and takes the stuffing out.
 * @throws NeuroveilError "broken" when a restart marker is missing or out of turn
 */
export function restartIntervals(entropy: Uint8Array): Uint8Array[] {
  const intervals: Uint8Array[] = [];
  const clean = new Uint8Array(entropy.length);
  let length = 0;
  let first = 0;
  let start = 0;
  for (let at = entropy.indexOf(0xff); at >= 0; at = entropy.indexOf(0xff, start)) {
    const follower = entropy[at + 1]!;
    const end = follower === 0 ? at + 1 : at;
    clean.set(entropy.subarray(start, end), length);
    length += end - start;
    // Behind the 0xff comes stuffing, a restart marker, or one more 0xff as filling.
    start = follower === 0xff ? at + 1 : at + 2;
    if (!isRestart(follower)) continue;
    if ((follower & 7) !== intervals.length % 8) {
      throw damaged("JPEG", "a restart marker is missing or out of turn");
    }
    intervals.push(clean.subarray(first, length));
    first = length;
  }
  const rest = entropy.subarray(start);
  clean.set(rest, length);
  intervals.push(clean.subarray(first, length + rest.length));
  return intervals;
}
