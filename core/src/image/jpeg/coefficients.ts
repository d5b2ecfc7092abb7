import { damaged } from "../damaged.ts";
import { bitsAt, entryAt, scanBits, valueAt, type ScanBits } from "./bits.ts";
import { readAc } from "./blocks.ts";
import type { JpegFrame } from "./frame.ts";
import { endsBlock, valueBits, type HuffmanTable } from "./huffman.ts";
import type { QuantizationTable } from "./quantization.ts";
import { boundedCoefficient } from "./range.ts";
import { scansOf, type JpegScan, type ScanInForce } from "./scan.ts";
import type { Segment } from "./segments.ts";

/** One component's part of a row of MCUs. */
export interface ComponentRow {
  /** Blocks of 64 coefficients in zigzag order: `height` rows of `width`, padding included. */
  readonly coefficients: Int32Array;
  /** By block: the place behind its last AC coefficient that is not zero, at the most. */
  readonly ends: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly quantization: QuantizationTable;
}

/**
 * The coefficients of a frame, a row of MCUs at a time, top to bottom. All scans are decoded side by
 * side, so that no more than such a row is ever held. The rows given are used again for the next.
 * @throws NeuroveilError "broken" when data is missing or damaged; "unsupported" when a coefficient is
 *   out of range
 */
export function* coefficientRows(
  segments: readonly Segment[],
  frame: JpegFrame,
): Generator<readonly ComponentRow[]> {
  const scans: ScanReader[] = [];
  let quantization: readonly (QuantizationTable | undefined)[] = [];
  for (const inForce of scansOf(segments, frame)) {
    scans.push(new ScanReader(inForce, frame));
    ({ quantization } = inForce);
  }
  const rows = frame.components.map(({ h, v }, i): ComponentRow => {
    const width = frame.mcusWide * h;
    const coefficients = new Int32Array(64 * width * v);
    const ends = new Uint8Array(width * v);
    return { coefficients, ends, width, height: v, quantization: quantization[i]! };
  });
  for (let row = 0; row < frame.mcus / frame.mcusWide; row++) {
    for (const { coefficients, ends } of rows) {
      coefficients.fill(0);
      ends.fill(0);
    }
    for (const scan of scans) scan.readRow(row, rows);
    yield rows;
  }
}

/** Reads block number `block` of a row. */
type BlockReader = (row: ComponentRow, block: number, place: number) => void;

/** A scan being decoded. */
class ScanReader {
  readonly #scan: JpegScan;
  readonly #frame: JpegFrame;
  readonly #bits: ScanBits;
  readonly #restart: number;
  readonly #readBlock: BlockReader;
  /** By component of the scan; in a progressive scan, without the missing bits. */
  readonly #predictions: Int32Array;
  readonly #dc: readonly HuffmanTable[];
  readonly #ac: readonly HuffmanTable[];
  #interval = 0;
  /** MCUs up to the next restart marker. */
  #left: number;
  #at = 0;
  /** Blocks to come without a coefficient that is not zero yet. */
  #emptyBlocks = 0;

  constructor({ scan, segment, tables, restart }: ScanInForce, frame: JpegFrame) {
    this.#scan = scan;
    this.#frame = frame;
    this.#bits = scanBits(segment.entropy);
    this.#restart = restart;
    this.#left = restart === 0 ? scan.mcus : restart;
    this.#predictions = new Int32Array(scan.components.length);
    const needsDc = scan.first === 0 && scan.high === 0;
    this.#dc = needsDc ? scan.components.map(({ dc }) => tables.dc(dc)) : [];
    this.#ac = scan.last > 0 ? scan.components.map(({ ac }) => tables.ac(ac)) : [];
    this.#readBlock = this.#reader();
  }

  /** Reads what belongs to row `row` of the frame's MCUs. */
  readRow(row: number, rows: readonly ComponentRow[]): void {
    const { components } = this.#scan;
    if (components.length === 1) return this.#readAlone(row, rows[components[0]!.index]!);
    for (let mcu = 0; mcu < this.#frame.mcusWide; mcu++) {
      this.#beginMcu();
      for (const [place, { index, h, v }] of components.entries()) {
        const part = rows[index]!;
        for (let y = 0; y < v; y++) {
          for (let x = 0; x < h; x++) {
            this.#read(part, y * part.width + mcu * h + x, place);
          }
        }
      }
    }
  }

  /** Alone, a component is stored block by block, without padding. */
  #readAlone(row: number, part: ComponentRow): void {
    const [component] = this.#scan.components;
    const { v, blocksWide, blocksHigh } = component!;
    const rows = Math.min(v, blocksHigh - row * v);
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < blocksWide; x++) {
        this.#beginMcu();
        this.#read(part, y * part.width + x, 0);
      }
    }
  }

  #read(row: ComponentRow, block: number, place: number): void {
    this.#readBlock(row, block, place);
    if (this.#at > this.#bits.ends[this.#interval]!) {
      throw damaged("JPEG", "some of its image data is missing");
    }
  }

  #beginMcu(): void {
    if (this.#left-- > 0) return;
    this.#left = this.#restart - 1;
    this.#at = this.#bits.ends[this.#interval]!;
    this.#interval += 1;
    if (this.#interval === this.#bits.ends.length) {
      throw damaged("JPEG", "some of its image data is missing");
    }
    this.#predictions.fill(0);
    this.#emptyBlocks = 0;
  }

  #reader(): BlockReader {
    const { last, high } = this.#scan;
    if (!this.#frame.progressive) return (row, block, place) => this.#whole(row, block, place);
    if (last === 0) {
      return high === 0
        ? (row, block, place) => this.#firstDc(row, block, place)
        : (row, block) => this.#refineDc(row, block);
    }
    return high === 0
      ? (row, block) => this.#firstAc(row, block)
      : (row, block) => this.#refineAc(row, block);
  }

  #whole(row: ComponentRow, block: number, place: number): void {
    this.#firstDc(row, block, place);
    const { view } = this.#bits;
    this.#at = readAc(view, this.#at, this.#ac[place]!, row.coefficients, 64 * block);
    row.ends[block] = 64;
  }

  #firstDc(row: ComponentRow, block: number, place: number): void {
    const size = this.#symbol(this.#dc[place]!) & 15;
    if (size > 0) {
      const difference = valueAt(this.#bits.view, this.#at - size, size);
      this.#predictions[place] = boundedCoefficient(this.#predictions[place]! + difference);
    }
    row.coefficients[64 * block] = boundedCoefficient(
      this.#predictions[place]! * 2 ** this.#scan.low,
    );
  }

  #refineDc({ coefficients }: ComponentRow, block: number): void {
    coefficients[64 * block]! |= bitsAt(this.#bits.view, this.#at, 1) << this.#scan.low;
    this.#at += 1;
  }

  #firstAc({ coefficients, ends }: ComponentRow, block: number): void {
    if (this.#emptyBlocks > 0) {
      this.#emptyBlocks -= 1;
      return;
    }
    const { first, last, low } = this.#scan;
    const { view } = this.#bits;
    const ac = this.#ac[0]!;
    let at = this.#at;
    for (let k = first; k <= last; k++) {
      const entry = entryAt(ac, view, at);
      const size = valueBits(entry);
      at += entry & 255;
      k += entry >> 12;
      if (size > 0) {
        if (k > last) throw damaged("JPEG", "a block has too many coefficients");
        const value = valueAt(view, at - size, size) * (1 << low);
        coefficients[64 * block + k] = boundedCoefficient(value);
        ends[block] = Math.max(ends[block]!, k + 1);
      } else if (endsBlock(entry)) {
        this.#emptyBlocks = blocksToEnd(view, at, entry) - 1;
        at += entry >> 12;
        break;
      }
    }
    this.#at = at;
  }

  #refineAc(row: ComponentRow, block: number): void {
    const { coefficients, ends } = row;
    const { first, last, low } = this.#scan;
    const { view } = this.#bits;
    const ac = this.#ac[0]!;
    let k = first;
    while (this.#emptyBlocks === 0 && k <= last) {
      const entry = entryAt(ac, view, this.#at);
      const size = valueBits(entry);
      this.#at += entry & 255;
      if (endsBlock(entry)) {
        this.#emptyBlocks = blocksToEnd(view, this.#at, entry);
        this.#at += entry >> 12;
        break;
      }
      if (size > 1) throw damaged("JPEG", "a coefficient comes where a bit of one was due");
      const fresh = size === 0 ? 0 : bitsAt(view, this.#at - 1, 1) === 1 ? 1 << low : -1 << low;
      k = this.#refineUpTo(row, block, k, entry >> 12);
      if (fresh !== 0) {
        if (k > last) throw damaged("JPEG", "a block has too many coefficients");
        coefficients[64 * block + k] = fresh;
        ends[block] = Math.max(ends[block]!, k + 1);
      }
      k += 1;
    }
    if (this.#emptyBlocks > 0) {
      this.#refineUpTo(row, block, k, 64);
      this.#emptyBlocks -= 1;
    }
  }

  /**
   * Reads a bit for each coefficient that is not zero, from `from` on.
   * @returns the place of the zero before which `zeros` others lie, or one behind the band
   */
  #refineUpTo(
    { coefficients, ends }: ComponentRow,
    block: number,
    from: number,
    zeros: number,
  ): number {
    const { last, low } = this.#scan;
    const { view } = this.#bits;
    const offset = 64 * block;
    const bit = 1 << low;
    const end = Math.min(ends[block]!, last + 1);
    let at = this.#at;
    let left = zeros;
    let k = from;
    for (; k < end; k++) {
      const value = coefficients[offset + k]!;
      if (value === 0) {
        if (left === 0) break;
        left -= 1;
        continue;
      }
      if (bitsAt(view, at, 1) === 1 && (value & bit) === 0) {
        coefficients[offset + k] = boundedCoefficient(value + (value > 0 ? bit : -bit));
      }
      at += 1;
    }
    this.#at = at;
    return k < end ? k : k + left;
  }

  /** The next code's symbol; the value behind it is passed as well. */
  #symbol(table: HuffmanTable): number {
    const entry = entryAt(table, this.#bits.view, this.#at);
    this.#at += entry & 255;
    return entry >> 8;
  }
}

/** Blocks, this one included, that end at such an entry, whose number of bits stands at `at`. */
function blocksToEnd(view: DataView, at: number, entry: number): number {
  const size = entry >> 12;
  return (1 << size) + bitsAt(view, at, size);
}
