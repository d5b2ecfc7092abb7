import { asFile } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import type { JpegComponent, JpegFrame } from "./frame.ts";
import {
  defineTables,
  type HuffmanListing,
  type HuffmanTable,
  type HuffmanTables,
} from "./huffman.ts";
import { defineQuantization, QuantizationTable } from "./quantization.ts";
import { markers, type Segment } from "./segments.ts";
import { standardTables } from "./standard-tables.ts";
import { NotPixels } from "../not-pixels.ts";

/** The header of a scan. */
export interface JpegScan {
  readonly components: readonly ScanComponent[];
  /** First and last coefficient, in zigzag order; 0 is DC. */
  readonly first: number;
  readonly last: number;
  /**
   * Bits of a coefficient that are still missing before it (0: all) and after it. A sequential scan
   * brings them all.
   */
  readonly high: number;
  readonly low: number;
  /** Minimum coded units: one block each when the scan holds a single component. */
  readonly mcus: number;
}

interface ScanComponent extends JpegComponent {
  /** Its place in the frame. */
  readonly index: number;
  /** Destinations of its Huffman tables. */
  readonly dc: number;
  readonly ac: number;
}

/** A scan with the state that the segments before it have set. */
export interface ScanInForce {
  readonly scan: JpegScan;
  readonly segment: Segment;
  /** Its Huffman tables by destination, expanded when asked for; they throw "broken" where there is none. */
  readonly tables: {
    readonly dc: (destination: number) => HuffmanTable;
    readonly ac: (destination: number) => HuffmanTable;
  };
  /** By component of the frame: the tables in force at their first scan. */
  readonly quantization: readonly (QuantizationTable | undefined)[];
  /** MCUs between restart markers; 0: there are none. */
  readonly restart: number;
}

/** libjpeg's, which both platforms' decoders are (T.81, B.2.3). */
const mostBlocks = 10;

/**
 * The scans in their order.
 * @throws NeuroveilError "broken" when a header does not fit the frame; "unsupported"
 */
export function* scansOf(segments: readonly Segment[], frame: JpegFrame): Generator<ScanInForce> {
  const huffman: HuffmanTables = frame.progressive
    ? { dc: new Map(), ac: new Map() }
    : standardTables();
  const defined = new Map<number, Uint16Array>();
  const quantization: (QuantizationTable | undefined)[] = [];
  let restart = 0;
  for (const segment of segments) {
    const { marker, data } = segment;
    if (marker === markers.dht) defineTables(data, huffman);
    if (marker === markers.dqt) defineQuantization(data, defined);
    if (marker === markers.dri) {
      if (data.length !== 2) throw damaged("JPEG", "its restart interval is cut short");
      restart = (data[0]! << 8) | data[1]!;
    }
    if (marker !== markers.sos) continue;
    const scan = readScan(data, frame);
    for (const { index, quantization: destination } of scan.components) {
      if (quantization[index] !== undefined) continue;
      const values = defined.get(destination);
      if (values === undefined) throw damaged("JPEG", "one of its quantization tables is missing");
      quantization[index] = new QuantizationTable(values);
    }
    // A later scan may have others.
    const dc = new Map(huffman.dc);
    const ac = new Map(huffman.ac);
    const tables = {
      dc: (destination: number) => present(dc.get(destination)).table,
      ac: (destination: number) => present(ac.get(destination)).table,
    };
    yield { scan, segment, tables, quantization, restart };
  }
}

function present(listing: HuffmanListing | undefined): HuffmanListing {
  if (listing === undefined) throw damaged("JPEG", "one of its Huffman tables is missing");
  return listing;
}

function readScan(data: Uint8Array, frame: JpegFrame): JpegScan {
  const count = data[0] ?? 0;
  if (count < 1 || count > 4 || data.length !== 4 + 2 * count) {
    throw damaged("JPEG", "a scan header is cut short");
  }
  const components: ScanComponent[] = [];
  for (let place = 0; place < count; place++) {
    const id = data[1 + 2 * place]!;
    const tables = data[2 + 2 * place]!;
    // As libjpeg does where two have the same id: those before this place are taken.
    const index = frame.components.findIndex(
      (component, i) =>
        component.id === id && i >= place && !components.some((taken) => taken.index === i),
    );
    if (index < 0) throw damaged("JPEG", `a scan is for the unknown component ${id}`);
    components.push({ ...frame.components[index]!, index, dc: tables >> 4, ac: tables & 15 });
  }
  const [only] = components;
  const mcus = count === 1 ? only!.blocksWide * only!.blocksHigh : frame.mcus;
  if (count > 1 && components.reduce((sum, { h, v }) => sum + h * v, 0) > mostBlocks) {
    throw new NotPixels(
      "unsupported",
      { expected: `a JPEG of at most ${mostBlocks} blocks in a unit`, got: "more", todo: asFile },
      `a JPEG of more than ${mostBlocks} blocks in a unit`,
    );
  }
  if (!frame.progressive) return { components, first: 0, last: 63, high: 0, low: 0, mcus };
  const [first, last, bits] = data.subarray(1 + 2 * count);
  const scan = { components, first: first!, last: last!, high: bits! >> 4, low: bits! & 15, mcus };
  if (!isProgression(scan)) throw damaged("JPEG", "a scan header contradicts itself");
  return scan;
}

/** Whether a progressive scan is of a kind that there is (T.81, G.1.1.1). */
function isProgression({ components, first, last, high, low }: JpegScan): boolean {
  const band = first === 0 ? last === 0 : components.length === 1 && first <= last && last < 64;
  return band && low <= 13 && (high === 0 || low === high - 1);
}
