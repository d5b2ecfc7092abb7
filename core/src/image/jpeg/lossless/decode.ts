import type { NeuroveilError } from "../../../errors.ts";
import { inTurns, stepBytes, type Steps } from "../../../turns.ts";
import { damaged } from "../../damaged.ts";
import type { DecodeOptions } from "../../decode-options.ts";
import type { DecodedFrame } from "../../decoded-frame.ts";
import { bytesPerSample, type Metadata } from "../../image.ts";
import { settle } from "../../leftover.ts";
import { boundedSize } from "../../limits.ts";
import { entryAt, scanBits, valueAt } from "../bits.ts";
import { readContent } from "../metadata.ts";
import type { JpegParts } from "../segments.ts";
import { readLosslessFrame, type LosslessFrame } from "./frame.ts";
import { alongRow } from "./predictors.ts";
import { readScans, type LosslessScan } from "./scan.ts";

/** Samples of a lossless JPEG, and what stands beside them. */
interface LosslessImage extends DecodedFrame {
  readonly metadata: Metadata;
}

/**
 * Decodes a lossless JPEG (T.81, annex H): its samples as they are stored, whatever they mean.
 * @throws NeuroveilError "broken", "unsupported" or "limit"
 */
export async function decodeLossless(
  parts: JpegParts,
  options: DecodeOptions,
): Promise<LosslessImage> {
  const { segments } = parts;
  const frame = readLosslessFrame(segments);
  const { width, height, bits, ids } = frame;
  const channels = ids.length;
  const size = boundedSize({ width, height, channels, bits }, options);
  const scans = readScans(segments, frame);
  for (const { components, entropy } of scans) {
    // A sample takes a bit at the least: before memory is taken on the header's word.
    if (8 * entropy.length < width * height * components.length) throw missing();
  }
  const { metadata, leftovers } = readContent(parts, false);
  settle("JPEG", leftovers, options);
  const data = new Uint8Array(size);
  for (const scan of scans) await inTurns(readSamples(scan, frame, data), options.signal);
  return { width, height, channels, bits, signed: false, data, metadata };
}

/** Puts the samples of a scan where they belong. */
function* readSamples(scan: LosslessScan, frame: LosslessFrame, data: Uint8Array): Steps {
  const { components, predict, shift, restart } = scan;
  const { width, height, bits, ids } = frame;
  const step = components.length;
  const { view, ends } = scanBits(scan.entropy);
  const size = bytesPerSample(bits);
  const pixel = ids.length * size;
  let row = new Int32Array(width * step);
  let above = new Int32Array(width * step);
  const middle = 1 << (bits - shift - 1);
  let at = 0;
  let interval = 0;
  let done = 0;
  for (let y = 0; y < height; y++) {
    const first = y === 0 || (restart > 0 && y % restart === 0);
    if (first && y > 0) {
      at = ends[interval]!;
      interval += 1;
    }
    const end = ends[interval];
    if (end === undefined) throw missing();
    at = readDifferences(row, scan, view, at, end);
    for (let i = 0; i < step; i++) row[i] = (row[i]! + (first ? middle : above[i]!)) & 0xffff;
    (first ? alongRow : predict)(row, above, step);
    let seen = 0;
    for (const [i, component] of components.entries()) {
      let to = y * width * pixel + component * size;
      for (let from = i; from < row.length; from += step, to += pixel) {
        seen |= row[from]!;
        const value = row[from]! << shift;
        if (size === 1) data[to] = value;
        else {
          data[to] = value >> 8;
          data[to + 1] = value;
        }
      }
    }
    // Decoders differ in what they make of those.
    if (seen >> (bits - shift) > 0) throw damaged("JPEG", "some of its samples have too many bits");
    [row, above] = [above, row];
    done += width * pixel;
    if (done < stepBytes) continue;
    done = 0;
    yield;
  }
}

/**
 * Reads the differences of a row.
 * @param at bit where they begin
 * @param end bit behind which there are none
 * @returns the bit behind them
 */
function readDifferences(
  row: Int32Array,
  { tables }: LosslessScan,
  view: DataView,
  at: number,
  end: number,
): number {
  let next = at;
  for (let i = 0; i < row.length;) {
    for (const table of tables) {
      const entry = entryAt(table, view, next);
      next += entry & 255;
      if (next > end) throw missing();
      const length = entry >> 8;
      row[i++] = length === 0 ? 0 : length === 16 ? 1 << 15 : valueAt(view, next - length, length);
    }
  }
  return next;
}

function missing(): NeuroveilError {
  return damaged("JPEG", "some of its image data is missing");
}
