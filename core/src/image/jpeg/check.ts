import { asFile } from "../../errors.ts";
import type { NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { scanBits } from "./bits.ts";
import { blockCodes, walkBlocks } from "./blocks.ts";
import { coefficientRows } from "./coefficients.ts";
import type { JpegFrame } from "./frame.ts";
import { checkRange } from "./range.ts";
import { scansOf, type JpegScan } from "./scan.ts";
import { markers, type Segment } from "./segments.ts";
import { NotPixels } from "../not-pixels.ts";

/** More than any encoder writes; each costs a pass over all coefficients. libvips' number. */
const mostScans = 100;

/** Blocks that all scans together may visit: so often each, or so many in all. */
const mostVisits = 32;
const visitsOfAnyImage = 1 << 22;

/** Tables, frame, scans, restart interval, number of lines; comments and applications' data. */
const { sof0, sof2, dht, dqt, dri, sos, dnl, com, app0, app15 } = markers;
const knownMarkers: ReadonlySet<number> = new Set([
  sof0,
  sof0 + 1,
  sof2,
  dht,
  dqt,
  dri,
  sos,
  dnl,
  com,
]);

function isKnown(marker: number): boolean {
  return knownMarkers.has(marker) || (marker >= app0 && marker <= app15);
}

/**
 * Checks, before memory is taken on the frame header's word, that the scans bring every bit of every
 * coefficient, and that there can be enough data: a block takes a bit at the least.
 * @throws NeuroveilError "broken", or "limit" when there are too many scans
 */
export function checkAmount(segments: readonly Segment[], frame: JpegFrame): void {
  const strange = segments.find(({ marker }) => !isKnown(marker));
  if (strange !== undefined) {
    throw damaged("JPEG", `it holds the unknown marker 0x${strange.marker.toString(16)}`);
  }
  const missing = new MissingBits(frame);
  const blocks = frame.components.reduce((sum, c) => sum + c.blocksWide * c.blocksHigh, 0);
  let bytes = 0;
  let scans = 0;
  let visits = 0;
  for (const { scan, segment } of scansOf(segments, frame)) {
    bytes += segment.entropy.length;
    scans += 1;
    visits += scan.components.reduce((sum, c) => sum + c.blocksWide * c.blocksHigh, 0);
    missing.bring(scan);
  }
  if (scans > mostScans) throw tooMany(`${mostScans} scans`, scans);
  if (visits > Math.max(mostVisits * blocks, visitsOfAnyImage)) {
    throw tooMany(`${mostVisits} scans of every block`, Math.ceil(visits / blocks));
  }
  missing.check();
  if (bytes * 8 < blocks) throw damaged("JPEG", "some of its image data is missing");
}

function tooMany(most: string, got: number): NeuroveilError {
  return new NotPixels(
    "limit",
    { expected: `a JPEG of at most ${most}`, got: got, todo: asFile },
    `a JPEG of more than ${most}`,
  );
}

/** Keeps count of what is still to come. */
class MissingBits {
  /** By component and coefficient: the bits that are missing, or undefined when all are. */
  readonly #missing: (number | undefined)[][];
  #twice = false;
  #skipped = false;

  constructor({ components }: JpegFrame) {
    this.#missing = components.map(() => Array<undefined>(64).fill(undefined));
  }

  bring({ components, first, last, high, low }: JpegScan): void {
    for (const { index } of components) {
      const missing = this.#missing[index]!;
      for (const before of missing.slice(first, last + 1)) {
        if (high === 0) this.#twice ||= before !== undefined;
        else this.#skipped ||= before !== high;
      }
      missing.fill(low, first, last + 1);
    }
  }

  /** @throws NeuroveilError "broken" */
  check(): void {
    if (this.#missing.some(([dc]) => dc === undefined)) {
      throw damaged("JPEG", "a colour component is missing");
    }
    // Decoders would smooth what they do not know, each in its way.
    if (this.#skipped || this.#missing.some((missing) => missing.some((bits) => bits !== 0))) {
      throw damaged("JPEG", "it is incomplete: some of its progressive scans are missing");
    }
    if (this.#twice) throw damaged("JPEG", "some of its coefficients come twice");
  }
}

/**
 * Checks that an image is complete and the same to every decoder: that each block of each scan can be
 * read, and that its coefficients are in range. Yields every few thousand blocks, so that the caller
 * can let others work.
 * @throws NeuroveilError "broken" or "unsupported"
 */
export function* checkBlocks(segments: readonly Segment[], frame: JpegFrame): Generator<void> {
  if (frame.progressive) yield* checkRows(segments, frame);
  else yield* checkScans(segments, frame);
}

/** MCUs from one yield to the next. */
const pace = 1024;

function* checkScans(segments: readonly Segment[], frame: JpegFrame): Generator<void> {
  for (const inForce of scansOf(segments, frame)) {
    const { scan, segment, restart } = inForce;
    const codes = blockCodes(inForce);
    const predictions = new Int32Array(scan.components.length);
    const { view, ends } = scanBits(segment.entropy);
    let left = scan.mcus;
    let at = 0;
    for (const end of ends) {
      predictions.fill(0);
      let mcus = restart === 0 ? left : Math.min(restart, left);
      left -= mcus;
      for (; mcus > 0; mcus -= pace) {
        at = walkBlocks(view, at, end, Math.min(mcus, pace), codes, predictions);
        yield;
      }
      at = end;
    }
    if (left > 0) throw damaged("JPEG", "some of its image data is missing");
  }
}

function* checkRows(segments: readonly Segment[], frame: JpegFrame): Generator<void> {
  for (const rows of coefficientRows(segments, frame)) {
    for (const { coefficients, ends, quantization } of rows) {
      for (const [block, end] of ends.entries()) {
        checkRange(coefficients, 64 * block, quantization, Math.max(end, 1));
      }
    }
    yield;
  }
}
