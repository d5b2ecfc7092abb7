import type { Leftover } from "../leftover.ts";
import { isNamed, markers, type Segment } from "./segments.ts";

/** SOF0 to SOF15 with DHT and DAC among them; SOS, DQT, DNL, DRI. 0xc8 (JPG) is reserved. */
const codingMarkers: ReadonlySet<number> = new Set([
  ...Array.from({ length: 16 }, (_, i) => markers.sof0 + i).filter((marker) => marker !== 0xc8),
  markers.sos,
  markers.dqt,
  0xdc,
  markers.dri,
]);

/**
 * Whether a segment only says how the samples are coded, so that it is used up when they are decoded.
 * Adobe's marker says which colours they are.
 */
export function describesCoding(segment: Segment): boolean {
  return codingMarkers.has(segment.marker) || isNamed(segment, markers.app14, "Adobe");
}

/** Application segments that are known to hold pictures, or layers of this one. */
const pictures: readonly {
  readonly marker: number;
  readonly name: string;
  readonly what: string;
}[] = [
  { marker: markers.app0, name: "JFXX\0", what: "a thumbnail (APP0 JFXX)" },
  // Phones put depth maps and the unedited picture there, others what is too long for a packet.
  {
    marker: markers.app1,
    name: "http://ns.adobe.com/xmp/extension/\0",
    what: "extended XMP (APP1)",
  },
  { marker: markers.app1, name: "FLIR\0", what: "thermal data (APP1 FLIR)" },
  { marker: markers.app11, name: "HDR_RI", what: "a ratio image (APP11 HDR_RI)" },
];

/** What a segment is that nothing else is known of. */
export function nameSegment(segment: Segment): Leftover {
  const bytes = segment.data.length;
  const picture = pictures.find(({ marker, name }) => isNamed(segment, marker, name));
  if (picture !== undefined) return { what: picture.what, bytes, picture: true };
  const box = boxType(segment);
  if (box === "jumb") return { what: "content credentials or the like (APP11 JUMBF)", bytes };
  if (box !== undefined) return { what: "layers of JPEG XT (APP11)", bytes, picture: true };
  return { what: `${placeOf(segment.marker)}${applicationName(segment)} data`, bytes };
}

/**
 * Type of the box of which an APP11 segment is a part (ISO/IEC 18477-3, annex B): "JP", the box's
 * instance, the part's number, length, type.
 */
function boxType(segment: Segment): string | undefined {
  if (!isNamed(segment, markers.app11, "JP") || segment.data.length < 16) return undefined;
  return String.fromCharCode(...segment.data.subarray(12, 16));
}

function placeOf(marker: number): string {
  return marker >= markers.app0 && marker <= markers.app15
    ? `APP${marker - markers.app0}`
    : `segment 0x${marker.toString(16)}`;
}

/** The name that ends with a zero byte, where there is one; anything else may be content. */
function applicationName({ marker, data }: Segment): string {
  const end = data.indexOf(0);
  if (marker < markers.app0 || marker > markers.app15 || end < 2 || end > 40) return "";
  const name = String.fromCharCode(...data.subarray(0, end));
  return /^[\x21-\x7e][\x20-\x7e]+$/.test(name) ? ` ${name}` : "";
}
