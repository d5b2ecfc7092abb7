import { concat, equal } from "../../bytes/arrays.ts";
import { hasSecondDirectory } from "../exif.ts";
import { isTiffHeader } from "../tiff-header.ts";
import type { Metadata } from "../image.ts";
import { describesCoding, nameSegment } from "./kinds.ts";
import { joinProfile } from "./profile.ts";
import { isNamed, markers, type JpegParts, type Segment } from "./segments.ts";
import { tailOf, type Leftover } from "../leftover.ts";
import { isUtf8, withoutZeros } from "../text-bytes.ts";

/** What a JPEG holds beside its samples: what an image has fields for, and what is left over. */
export interface JpegContent {
  readonly metadata: Metadata;
  readonly leftovers: readonly Leftover[];
}

type Found = readonly [fields: Metadata, leftovers: readonly Leftover[]];

/** Reads all segments of one kind; `contents` are without their name. */
type Reader = (contents: readonly Uint8Array[]) => Found;

/** Kinds of segments that there are fields for. */
const kinds: readonly { readonly marker: number; readonly name: string; readonly read: Reader }[] =
  [
    { marker: markers.app0, name: "JFIF\0", read: readJfif },
    { marker: markers.app1, name: "Exif\0\0", read: readExif },
    { marker: markers.app1, name: "http://ns.adobe.com/xap/1.0/\0", read: readXmp },
    { marker: markers.app2, name: "ICC_PROFILE\0", read: readProfile },
    { marker: markers.app13, name: "Photoshop 3.0\0", read: readPhotoshop },
    { marker: markers.com, name: "", read: readComments },
  ];

/**
 * Sorts everything in a JPEG that does not say how its samples are coded. Nothing is passed over: what
 * no kind takes is left over.
 * @param cmyk whether the image will be written as TIFF, which holds less than PNG
 */
export function readContent({ segments, stray, tail }: JpegParts, cmyk: boolean): JpegContent {
  const contents = new Map<Reader, Uint8Array[]>(kinds.map(({ read }) => [read, []]));
  const leftovers: Leftover[] = [];
  for (const segment of segments) {
    const kind = kindOf(segment);
    if (kind !== undefined) contents.get(kind.read)!.push(segment.data.subarray(kind.name.length));
    else if (!describesCoding(segment)) leftovers.push(nameSegment(segment));
  }
  const found = [...contents].map(([read, all]) => read(all));
  const metadata = Object.assign({}, ...found.map(([fields]) => fields)) as Metadata;
  leftovers.push(...found.flatMap(([, left]) => left));
  if (stray > 0) leftovers.push({ what: "stray bytes between its segments", bytes: stray });
  leftovers.push(...tailOf(tail, "its end (EOI)"));
  return cmyk ? asTiff(metadata, leftovers) : { metadata, leftovers };
}

function kindOf(segment: Segment): (typeof kinds)[number] | undefined {
  return kinds.find(({ marker, name }) => isNamed(segment, marker, name));
}

/** Bytes of version, unit, density and the size of a thumbnail (JFIF 1.02). */
const jfifBytes = 9;
const units = ["aspect", "inch", "centimetre"] as const;

function readJfif(headers: readonly Uint8Array[]): Found {
  const [first] = headers;
  if (first === undefined) return [{}, []];
  const leftovers = headers.filter(({ length }) => length > jfifBytes).map(behindJfif);
  const others = headers.slice(1).filter((header) => !startsAlike(header, first));
  leftovers.push(...others.map(leftover("another JFIF header (APP0)")));
  if (first.length < 7) return [{}, [...leftovers, leftover("a short JFIF header (APP0)")(first)]];
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  const unit = units[first[2]!];
  const [x, y] = [view.getUint16(3), view.getUint16(5)];
  if (unit !== undefined && x > 0 && y > 0) return [{ density: { x, y, unit } }, leftovers];
  const what = `a density of ${x} × ${y} in unit ${first[2]} (APP0 JFIF)`;
  return [{}, [...leftovers, { what, bytes: 5 }]];
}

function behindJfif(header: Uint8Array): Leftover {
  const bytes = header.length - jfifBytes;
  if (header[7] === 0 || header[8] === 0) return { what: "more than a header (APP0 JFIF)", bytes };
  return { what: "a thumbnail (APP0 JFIF)", bytes, picture: true };
}

/** Whether two headers say the same of the image. */
function startsAlike(a: Uint8Array, b: Uint8Array): boolean {
  return equal(a.subarray(0, jfifBytes), b.subarray(0, jfifBytes));
}

/**
 * EXIF that is longer than a segment goes on in the next ones, behind the same name; only the first
 * starts as a TIFF structure (as ExifTool writes and reads it).
 */
function readExif(segments: readonly Uint8Array[]): Found {
  const blocks: Uint8Array[][] = [];
  const leftovers: Leftover[] = [];
  for (const part of segments) {
    if (isTiffHeader(part)) blocks.push([part]);
    else if (blocks.length > 0) blocks.at(-1)!.push(part);
    else leftovers.push(leftover("damaged EXIF (APP1)")(part));
  }
  const [first, ...others] = blocks.map(concat);
  if (first === undefined) return [{}, leftovers];
  const different = others.filter((block) => !equal(block, first));
  return [{ exif: first }, [...leftovers, ...different.map(leftover("more EXIF (APP1)"))]];
}

function readXmp(packets: readonly Uint8Array[]): Found {
  const [first, ...others] = packets;
  if (first === undefined) return [{}, []];
  const different = others.filter((packet) => !equal(packet, first));
  const leftovers = different.map(leftover("another XMP packet (APP1)"));
  if (isText(first) && isUtf8(first)) return [{ xmp: first.slice() }, leftovers];
  return [{}, [leftover("XMP that is no UTF-8 text (APP1)")(first), ...leftovers]];
}

function readProfile(parts: readonly Uint8Array[]): Found {
  const { profile: icc, rest } = joinProfile(parts);
  const what = icc === undefined ? "an incomplete ICC profile (APP2)" : "more ICC profiles (APP2)";
  return [icc === undefined ? {} : { icc }, rest.map(leftover(what))];
}

/** Resources of more than a segment go on in the next. */
function readPhotoshop(parts: readonly Uint8Array[]): Found {
  return [parts.length > 0 ? { photoshop: concat(parts) } : {}, []];
}

function readComments(all: readonly Uint8Array[]): Found {
  const comments = all.filter(isText).map((comment) => comment.slice());
  const others = all.filter((comment) => !isText(comment));
  return [
    comments.length > 0 ? { comments } : {},
    others.map(leftover("a comment that is no text (COM)")),
  ];
}

function isText(bytes: Uint8Array): boolean {
  return withoutZeros(bytes) !== undefined;
}

function leftover(what: string): (content: Uint8Array) => Leftover {
  return ({ length }) => ({ what, bytes: length });
}

/** What there are fields for, where what an image becomes has none. */
export function metadataLeftovers(metadata: Metadata): Leftover[] {
  const { icc, exif, xmp, photoshop, comments = [], density } = metadata;
  const found: readonly (readonly [what: string, content: Uint8Array | undefined])[] = [
    ["an ICC profile (APP2)", icc],
    ["EXIF (APP1)", exif],
    ["an XMP packet (APP1)", xmp],
    ["Photoshop's resources (APP13)", photoshop],
    ...comments.map((comment) => ["a comment (COM)", comment] as const),
  ];
  const leftovers = found.flatMap(([what, content]) => (content ? [leftover(what)(content)] : []));
  if (exif !== undefined && hasSecondDirectory(exif)) leftovers.push(thumbnailIn(exif));
  const squares = density?.unit === "aspect" && density.x === density.y;
  if (density === undefined || squares) return leftovers;
  return [...leftovers, { what: "a density (APP0 JFIF)", bytes: 5 }];
}

function thumbnailIn({ length }: Uint8Array): Leftover {
  return { what: "the thumbnail in its EXIF", bytes: length, picture: true };
}

/** What of it a TIFF file can hold. */
function asTiff(all: Metadata, leftovers: readonly Leftover[]): JpegContent {
  const { comments = [], ...metadata } = all;
  const { exif } = metadata;
  return {
    metadata,
    leftovers: [
      ...leftovers,
      ...comments.map(leftover("a comment (COM)")),
      ...(exif !== undefined && hasSecondDirectory(exif) ? [thumbnailIn(exif)] : []),
    ],
  };
}
