import { damaged } from "../damaged.ts";
import { entryAt, valueAt } from "./bits.ts";
import { endsBlock, largest, runBits, runEnds, valueBits, type HuffmanTable } from "./huffman.ts";
import type { QuantizationTable } from "./quantization.ts";
import { boundedCoefficient, checkRange, safeReach } from "./range.ts";
import type { ScanInForce } from "./scan.ts";

/** How one block of an MCU of a sequential scan is coded. */
interface BlockCode {
  /** Its component's place in the scan. */
  readonly place: number;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  readonly quantization: QuantizationTable;
}

/** The blocks of an MCU of a sequential scan. */
export function blockCodes({ scan, tables, quantization }: ScanInForce): BlockCode[] {
  return scan.components.flatMap((component, place) => {
    const code = {
      place,
      dc: tables.dc(component.dc),
      ac: tables.ac(component.ac),
      quantization: quantization[component.index]!,
    };
    const blocks = scan.components.length === 1 ? 1 : component.h * component.v;
    return Array.from({ length: blocks }, () => code);
  });
}

/**
 * Walks over the blocks of `mcus` MCUs, from bit `start` on. Of most it learns no more than where they
 * end and that their coefficients are small; the others it decodes.
 * @param predictions of DC, by component of the scan; 0 at the start of an interval
 * @returns the bit behind the last of them
 * @throws NeuroveilError "broken" when a code is not in its table or the data end before bit `end`;
 *   "unsupported" when coefficients are out of range
 */
export function walkBlocks(
  view: DataView,
  start: number,
  end: number,
  mcus: number,
  codes: readonly BlockCode[],
  predictions: Int32Array,
): number {
  let at = start;
  for (let mcu = 0; mcu < mcus; mcu++) {
    for (const { place, dc, ac, quantization } of codes) {
      const entry = entryAt(dc, view, at);
      at += entry & 255;
      const size = valueBits(entry);
      if (size > 0) {
        predictions[place] = boundedCoefficient(
          predictions[place]! + valueAt(view, at - size, size),
        );
      }
      at = skipBlock(view, at, predictions[place]!, ac, quantization);
      if (at > end) throw damaged("JPEG", "some of its image data is missing");
    }
  }
  return at;
}

/** The bit behind the AC coefficients that start at bit `start`. */
function skipBlock(
  view: DataView,
  start: number,
  dc: number,
  ac: HuffmanTable,
  quantization: QuantizationTable,
): number {
  const { runs } = ac;
  const { reach, farthest } = quantization;
  let moved = Math.abs(dc) * reach[0]!;
  let at = start;
  let coefficient = 1;
  while (coefficient < 64) {
    const run = runs[(view.getUint32(at >>> 3) << (at & 7)) >>> (32 - runBits)]!;
    const next = coefficient + ((run >> 8) & 127);
    if (run !== 0 && next < 64) {
      at += run & 255;
      moved += (run >>> 16) * farthest[next - 1]!;
      if ((run & runEnds) !== 0) break;
      coefficient = next;
      continue;
    }
    const entry = entryAt(ac, view, at);
    at += entry & 255;
    if (endsBlock(entry)) break;
    coefficient += (entry >> 12) + 1;
    if (coefficient > 64) throw damaged("JPEG", "a block has too many coefficients");
    moved += largest(entry) * reach[coefficient - 1]!;
  }
  if (moved > safeReach) {
    block.fill(0);
    block[0] = dc;
    readAc(view, start, ac, block, 0);
    checkRange(block, 0, quantization);
  }
  return at;
}

const block = new Int32Array(64);

/**
 * Reads the AC coefficients of a block of a sequential scan, in zigzag order.
 * @returns the bit behind them
 */
export function readAc(
  view: DataView,
  start: number,
  ac: HuffmanTable,
  into: Int32Array,
  offset: number,
): number {
  let at = start;
  for (let k = 1; k < 64; k++) {
    const entry = entryAt(ac, view, at);
    at += entry & 255;
    if (endsBlock(entry)) break;
    k += entry >> 12;
    if (k > 63) throw damaged("JPEG", "a block has too many coefficients");
    const size = valueBits(entry);
    if (size > 0) into[offset + k] = valueAt(view, at - size, size);
  }
  return at;
}
