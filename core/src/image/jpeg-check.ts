import { NeuroveilError } from "../errors.ts";
import { damaged } from "./damaged.ts";
import { blockCodes, restartIntervals, walkBlocks } from "./jpeg-blocks.ts";
import type { JpegFrame } from "./jpeg-frame.ts";
import { scansOf } from "./jpeg-scan.ts";
import type { Segment } from "./jpeg-segments.ts";

/** More than any encoder writes; each costs a pass over all coefficients. libvips' number. */
const mostScans = 100;

/**
 * Checks, before memory is taken on the frame header's word, that all components are there and that
 * there can be enough data: a block takes a bit at the least.
 * @throws NeuroveilError "broken", or "limit" when there are too many scans
 */
export function checkAmount(segments: readonly Segment[], frame: JpegFrame): void {
  const seen = new Set<number>();
  let bytes = 0;
  let scans = 0;
  for (const { scan, segment } of scansOf(segments, frame)) {
    bytes += segment.entropy.length;
    scans += 1;
    if (scan.first === 0) for (const { index } of scan.components) seen.add(index);
  }
  if (scans > mostScans) {
    throw new NeuroveilError(
      "limit",
      `expected a JPEG of at most ${mostScans} scans, got ${scans}; payload "file" takes it as it is`,
    );
  }
  if (seen.size < frame.components.length) throw damaged("JPEG", "a colour component is missing");
  const blocks = frame.components.reduce((sum, c) => sum + c.blocksWide * c.blocksHigh, 0);
  if (bytes * 8 < blocks) throw damaged("JPEG", "some of its image data is missing");
}

/**
 * Checks that a sequential image is complete: that every block of every scan can be read. What a
 * progressive image lacks, only the decoder can tell.
 * @throws NeuroveilError "broken"
 */
export function checkBlocks(segments: readonly Segment[], frame: JpegFrame): void {
  if (frame.progressive) return;
  for (const { scan, segment, tables, restart } of scansOf(segments, frame)) {
    const codes = blockCodes(scan, frame, tables);
    if (codes === undefined) continue;
    let left = scan.mcus;
    for (const bytes of restartIntervals(segment.entropy)) {
      const mcus = restart === 0 ? left : Math.min(restart, left);
      walkBlocks(bytes, mcus, codes);
      left -= mcus;
    }
    if (left > 0) throw damaged("JPEG", "some of its image data is missing");
  }
}
