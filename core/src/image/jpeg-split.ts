import { NeuroveilError } from "../errors.ts";
import { concat } from "./bytes.ts";
import { BitWriter } from "./jpeg-bits.ts";
import { blockCodes, restartIntervals, walkBlocks } from "./jpeg-blocks.ts";
import type { JpegComponent, JpegFrame } from "./jpeg-frame.ts";
import { scansOf, type ScanInForce } from "./jpeg-scan.ts";
import { markers, type Segment } from "./jpeg-segments.ts";

/**
 * Makes a JPEG of some of a frame's components, which a decoder returns as they are: of one, as a
 * gray image of that component's own size, or of three, declared to be RGB. Nothing is decoded:
 * headers lose the other components, and the bits of their blocks are left out.
 * @param keep places of the components in the frame, ascending
 * @throws NeuroveilError "broken", or "unsupported" when the blocks of the components kept stand in
 *   another order than they would without the others
 */
export function extractComponents(
  segments: readonly Segment[],
  frame: JpegFrame,
  keep: readonly number[],
): Uint8Array {
  if (keep.length > 1 && !keepMcu(frame, keep)) throw unsupported();
  const parts = [Uint8Array.of(0xff, markers.soi), segmentBytes(markers.app14, adobeRgb)];
  const scans = scansOf(segments, frame);
  for (const { marker, data } of segments) {
    if (marker === markers.sos) {
      // The generator yields once for each SOS, so that both loops are at the same segment.
      const { value } = scans.next();
      if (value !== undefined) parts.push(...extractScan(value, frame, keep));
    } else if (copied.has(marker)) {
      parts.push(segmentBytes(marker, data));
    } else if (marker >= markers.sof0 && marker <= markers.sof2) {
      parts.push(segmentBytes(marker, extractFrame(data, frame, keep)));
    }
  }
  parts.push(Uint8Array.of(0xff, markers.eoi));
  return concat(parts);
}

/** Whether some components alone have MCUs of the same size as the whole frame. */
export function keepMcu(frame: JpegFrame, keep: readonly number[]): boolean {
  const kept = keep.map((index) => frame.components[index]!);
  return kept.some(({ h }) => h === frame.widest) && kept.some(({ v }) => v === frame.highest);
}

/** The content of Adobe's marker: name, version, two words of flags, no colour transform. */
const adobeRgb = Uint8Array.of(...new TextEncoder().encode("Adobe"), 0, 100, 0, 0, 0, 0, 0);

const copied: ReadonlySet<number> = new Set([markers.dqt, markers.dht, markers.dri]);

function extractFrame(header: Uint8Array, frame: JpegFrame, keep: readonly number[]): Uint8Array {
  const size = keep.length === 1 ? componentSize(frame, frame.components[keep[0]!]!) : frame;
  const { width, height } = size;
  const table = keep.map((index) => header.subarray(6 + 3 * index, 9 + 3 * index));
  const start = [header[0]!, height >> 8, height & 255, width >> 8, width & 255, keep.length];
  return concat([Uint8Array.from(start), ...table]);
}

/** Size of a component in samples. */
export function componentSize(
  frame: JpegFrame,
  { h, v }: JpegComponent,
): { width: number; height: number } {
  return {
    width: Math.ceil((frame.width * h) / frame.widest),
    height: Math.ceil((frame.height * v) / frame.highest),
  };
}

function extractScan(
  inForce: ScanInForce,
  frame: JpegFrame,
  keep: readonly number[],
): Uint8Array[] {
  const { scan, segment } = inForce;
  const kept = scan.components.filter(({ index }) => keep.includes(index));
  if (kept.length === 0) return [];
  if (kept.length === scan.components.length) {
    return [segmentBytes(markers.sos, segment.data), segment.entropy];
  }
  // Alone, a component is stored row by row and without filling up the last MCU.
  const [first] = kept;
  if (kept.length === 1 && (first!.v > 1 || first!.blocksWide % first!.h > 0)) throw unsupported();
  const table = kept.flatMap(({ id, dc, ac }) => [id, (dc << 4) | ac]);
  const progression = segment.data.subarray(1 + 2 * scan.components.length);
  const header = concat([Uint8Array.of(kept.length, ...table), progression]);
  return [segmentBytes(markers.sos, header), extractEntropy(inForce, frame, keep)];
}

function extractEntropy(
  inForce: ScanInForce,
  frame: JpegFrame,
  keep: readonly number[],
): Uint8Array {
  const { scan, segment, tables, restart } = inForce;
  const codes = blockCodes(scan, frame, tables);
  if (codes === undefined) throw unsupported();
  const writer = new BitWriter(segment.entropy.length);
  let mcus = scan.mcus;
  for (const [i, bytes] of restartIntervals(segment.entropy).entries()) {
    if (mcus === 0) break;
    if (i > 0) writer.restart();
    const count = restart === 0 ? mcus : Math.min(restart, mcus);
    walkBlocks(bytes, count, codes, ({ index }, from, to) => {
      if (keep.includes(index)) writer.copy(bytes, from, to);
    });
    mcus -= count;
  }
  return writer.finish();
}

function segmentBytes(marker: number, data: Uint8Array): Uint8Array {
  const length = data.length + 2;
  return concat([Uint8Array.of(0xff, marker, length >> 8, length & 255), data]);
}

function unsupported(): NeuroveilError {
  return new NeuroveilError(
    "unsupported",
    'expected a JPEG of common sampling factors; payload "file" takes this one as it is',
  );
}
