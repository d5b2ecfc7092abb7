import { damaged } from "../../damaged.ts";
import { defineTables, type HuffmanTable, type HuffmanTables } from "../huffman.ts";
import { markers, type Segment } from "../segments.ts";
import type { LosslessFrame } from "./frame.ts";
import { predictors, type Predictor } from "./predictors.ts";

/** A scan with the state that the segments before it have set. */
export interface LosslessScan {
  /** Places in the frame of the components that it brings, in the order of their samples. */
  readonly components: readonly number[];
  /** By component of the scan. */
  readonly tables: readonly HuffmanTable[];
  readonly predict: Predictor;
  /** Low bits that samples were stored without (the point transform). */
  readonly shift: number;
  /** Rows between restart markers; 0: there are none. */
  readonly restart: number;
  readonly entropy: Uint8Array;
}

/**
 * The scans, which bring every component once.
 * @throws NeuroveilError "broken"
 */
export function readScans(segments: readonly Segment[], frame: LosslessFrame): LosslessScan[] {
  const huffman: HuffmanTables = { dc: new Map(), ac: new Map() };
  const scans: LosslessScan[] = [];
  const missing = new Set(frame.ids.keys());
  let restart = 0;
  for (const { marker, data, entropy } of segments) {
    if (marker === markers.dht) defineTables(data, huffman, 16);
    if (marker === markers.dri) restart = readRestart(data, frame);
    if (marker !== markers.sos) continue;
    const scan = { ...readScan(data, frame, huffman), restart, entropy };
    for (const component of scan.components) {
      if (!missing.delete(component)) throw damaged("JPEG", "some of its samples come twice");
    }
    scans.push(scan);
  }
  if (missing.size > 0) throw damaged("JPEG", "a colour component is missing");
  return scans;
}

/** The restart interval, which is of whole rows (T.81, H.1.1). */
function readRestart(data: Uint8Array, { width }: LosslessFrame): number {
  if (data.length !== 2) throw damaged("JPEG", "its restart interval is cut short");
  const rows = ((data[0]! << 8) | data[1]!) / width;
  if (!Number.isInteger(rows)) throw damaged("JPEG", "its restart interval ends within a row");
  return rows;
}

function readScan(
  data: Uint8Array,
  { ids, bits }: LosslessFrame,
  huffman: HuffmanTables,
): Pick<LosslessScan, "components" | "tables" | "predict" | "shift"> {
  const count = data[0] ?? 0;
  if (count < 1 || count > ids.length || data.length !== 4 + 2 * count) {
    throw damaged("JPEG", "a scan header is cut short");
  }
  const components: number[] = [];
  const tables: HuffmanTable[] = [];
  for (let place = 0; place < count; place++) {
    const id = data[1 + 2 * place]!;
    const component = ids.indexOf(id);
    if (component < 0) throw damaged("JPEG", `a scan is for the unknown component ${id}`);
    const listing = huffman.dc.get(data[2 + 2 * place]! >> 4);
    if (listing === undefined) throw damaged("JPEG", "one of its Huffman tables is missing");
    components.push(component);
    tables.push(listing.table);
  }
  const [selection, end, transform] = data.subarray(1 + 2 * count);
  const predict = predictors[selection!];
  const shift = transform! & 15;
  if (predict === undefined || end !== 0 || transform! >> 4 !== 0 || shift >= bits) {
    throw damaged("JPEG", "a scan header contradicts itself");
  }
  return { components, tables, predict, shift };
}
