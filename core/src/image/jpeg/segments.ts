import { damaged } from "../damaged.ts";

/** A marker of a JPEG file with what belongs to it. */
export interface Segment {
  /** The byte after 0xff. */
  readonly marker: number;
  /** Content without the length; empty for EOI. */
  readonly data: Uint8Array;
  /** What follows an SOS segment up to the next marker, restart markers and stuffing included. */
  readonly entropy: Uint8Array;
}

export const markers = {
  sof0: 0xc0,
  sof2: 0xc2,
  sof3: 0xc3,
  dht: 0xc4,
  rst0: 0xd0,
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  dqt: 0xdb,
  dnl: 0xdc,
  dri: 0xdd,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app8: 0xe8,
  app11: 0xeb,
  app13: 0xed,
  app14: 0xee,
  app15: 0xef,
  com: 0xfe,
} as const;

// A progressive file has some dozens; more are there to fill memory.
const mostSegments = 1 << 14;

const none = new Uint8Array();

/** A JPEG file in its parts. */
export interface JpegParts {
  /** From after SOI to EOI. */
  readonly segments: Segment[];
  /** Bytes between segments that belong to none; libjpeg skips them. */
  readonly stray: number;
  /** What follows EOI. */
  readonly tail: Uint8Array;
}

/**
 * Cuts a JPEG file into its parts.
 * @throws NeuroveilError "broken" when a segment is cut short or EOI is missing
 */
export function readParts(file: Uint8Array): JpegParts {
  if (file[0] !== 0xff || file[1] !== markers.soi) {
    throw damaged("JPEG", "its signature is damaged");
  }
  const segments: Segment[] = [];
  let stray = 0;
  let offset = 2;
  for (;;) {
    const start = offset;
    offset = nextMarker(file, start);
    if (offset < 0) throw damaged("JPEG", "it ends before its end marker (EOI)");
    stray += lengthWithoutFill(file.subarray(start, offset));
    const marker = file[offset + 1]!;
    offset += 2;
    if (isRestart(marker) || marker === 0x01) continue;
    if (marker === markers.soi) throw damaged("JPEG", "a second image starts inside it");
    if (marker === markers.eoi) return { segments, stray, tail: file.subarray(offset) };
    if (segments.length === mostSegments) {
      throw damaged("JPEG", `it has more than ${mostSegments} segments`);
    }
    const length = (file[offset]! << 8) | file[offset + 1]!;
    if (!(length >= 2 && offset + length <= file.length)) {
      throw damaged("JPEG", `its segment 0x${marker.toString(16)} is cut short`);
    }
    const data = file.subarray(offset + 2, offset + length);
    offset += length;
    const end = marker === markers.sos ? endOfScan(file, offset) : offset;
    segments.push({ marker, data, entropy: end === offset ? none : file.subarray(offset, end) });
    offset = end;
  }
}

/** The segments of a JPEG file; throws as {@link readParts}. */
export function readSegments(file: Uint8Array): Segment[] {
  return readParts(file).segments;
}

/** Length of what stands before a marker, without the 0xff that may fill up any number of bytes there. */
function lengthWithoutFill(bytes: Uint8Array): number {
  let length = bytes.length;
  while (bytes[length - 1] === 0xff) length -= 1;
  return length;
}

/** Whether a marker separates restart intervals (RST0 to RST7). */
export function isRestart(marker: number): boolean {
  return marker >= markers.rst0 && marker < markers.soi;
}

/** Offset of the next 0xff before a byte that makes it a marker, or -1. */
function nextMarker(file: Uint8Array, offset: number): number {
  for (let at = file.indexOf(0xff, offset); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next === undefined) return -1;
    if (next !== 0 && next !== 0xff) return at;
  }
  return -1;
}

function endOfScan(file: Uint8Array, offset: number): number {
  let at = nextMarker(file, offset);
  while (at >= 0 && isRestart(file[at + 1]!)) at = nextMarker(file, at + 2);
  return at < 0 ? file.length : at;
}

/** Whether a segment is an application's of that name. */
export function isNamed({ marker, data }: Segment, of: number, name: string): boolean {
  return marker === of && String.fromCharCode(...data.subarray(0, name.length)) === name;
}

/** What follows the name in the application segments of that name. */
export function payloads(segments: readonly Segment[], marker: number, name: string): Uint8Array[] {
  return segments
    .filter((segment) => isNamed(segment, marker, name))
    .map(({ data }) => data.subarray(name.length));
}
