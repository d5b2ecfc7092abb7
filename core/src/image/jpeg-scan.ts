import { damaged } from "./damaged.ts";
import type { JpegComponent, JpegFrame } from "./jpeg-frame.ts";
import { defineTables, type HuffmanTables } from "./jpeg-huffman.ts";
import { markers, type Segment } from "./jpeg-segments.ts";

/** The header of a scan. */
export interface JpegScan {
  readonly components: readonly ScanComponent[];
  /** First coefficient, in zigzag order; 0 is DC. */
  readonly first: number;
  /** Whether it adds a bit to coefficients of an earlier scan (progressive). */
  readonly refines: boolean;
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
  readonly tables: HuffmanTables;
  /** MCUs between restart markers; 0: there are none. */
  readonly restart: number;
}

/**
 * The scans in their order; `tables` is one object that changes from scan to scan.
 * @throws NeuroveilError "broken" when a header does not fit the frame
 */
export function* scansOf(segments: readonly Segment[], frame: JpegFrame): Generator<ScanInForce> {
  const tables: HuffmanTables = { dc: new Map(), ac: new Map() };
  let restart = 0;
  for (const segment of segments) {
    const { marker, data } = segment;
    if (marker === markers.dht) defineTables(data, tables);
    if (marker === markers.dri) restart = (data[0]! << 8) | data[1]!;
    if (marker === markers.sos) yield { scan: readScan(data, frame), segment, tables, restart };
  }
}

function readScan(data: Uint8Array, frame: JpegFrame): JpegScan {
  const count = data[0] ?? 0;
  if (count < 1 || count > 4 || data.length !== 4 + 2 * count) {
    throw damaged("JPEG", "a scan header is cut short");
  }
  const components = Array.from({ length: count }, (_, i) => {
    const id = data[1 + 2 * i]!;
    const tables = data[2 + 2 * i]!;
    const index = frame.components.findIndex((component) => component.id === id);
    if (index < 0) throw damaged("JPEG", `a scan is for the unknown component ${id}`);
    return { ...frame.components[index]!, index, dc: tables >> 4, ac: tables & 15 };
  });
  const first = data[1 + 2 * count]!;
  const refines = data[3 + 2 * count]! >> 4 !== 0;
  const [only] = components;
  const mcus = count === 1 ? only!.blocksWide * only!.blocksHigh : frame.mcus;
  return { components, first, refines, mcus };
}
