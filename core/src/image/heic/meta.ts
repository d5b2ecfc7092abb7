import { concat } from "../../bytes/arrays.ts";
import { readBoxes, type Box } from "../boxes.ts";
import { boxesBeside } from "../boxes-beside.ts";
import { ByteReader } from "../byte-reader.ts";
import { uprightExif } from "../exif.ts";
import { isTiffHeader } from "../tiff-header.ts";
import type { Metadata } from "../image.ts";
import type { Leftover } from "../leftover.ts";
import { letters } from "../letters.ts";

const format = "HEIC";

/** What stands in a HEIC beside its picture (ISO/IEC 14496-12, 8.11; 23008-12). */
export interface HeicContent {
  readonly metadata: Metadata;
  readonly leftovers: readonly Leftover[];
  /** The most bits that a picture in it has, 8 where it does not say. */
  readonly depth: number;
}

const alpha = /^urn:mpeg:(hevc:2015:auxid:1|mpegB:cicp:systems:auxiliary:alpha)$/;

interface Item {
  readonly type: string;
  /** Of a "mime" item. */
  readonly mediaType: string;
}

/** Reads the meta box. @throws NotPixels "broken" */
export function readHeicContent(file: Uint8Array): HeicContent {
  const meta = readBoxes(file, format).find(({ type }) => type === "meta");
  // Version and flags stand before the boxes.
  const boxes = meta === undefined ? [] : readBoxes(meta.content.subarray(4), format);
  const box = (type: string): Uint8Array | undefined =>
    boxes.find((other) => other.type === type)?.content;
  const items = readItems(box("iinf"));
  const places = readPlaces(file, box("iloc"), box("idat"));
  const properties = readBoxes(box("iprp") ?? new Uint8Array(), format);
  const all = readBoxes(
    properties.find(({ type }) => type === "ipco")?.content ?? new Uint8Array(),
    format,
  );
  const associated = readAssociations(properties.filter(({ type }) => type === "ipma"));
  const primary = readPrimary(box("pitm"));
  const propertiesOf = (id: number): Box[] =>
    (associated.get(id) ?? []).flatMap((index) => all[index - 1] ?? []);

  const icc = propertiesOf(primary)
    .filter(({ type, content }) => type === "colr" && /^(prof|rICC)$/.test(letters(content, 0)))
    .map(({ content }) => content.slice(4))
    .at(0);
  const exif = dataOf(items, places, ({ type }) => type === "Exif")
    .flatMap(exifIn)
    .at(0);
  const xmp = dataOf(items, places, ({ mediaType }) => mediaType === "application/rdf+xml").at(0);
  const leftovers = boxesBeside(file, format);
  for (const { kind, from } of readReferences(box("iref"))) {
    const bytes = places.get(from)?.length ?? 0;
    if (kind === "thmb") leftovers.push({ what: "a smaller copy", bytes });
    if (kind !== "auxl") continue;
    const auxiliary = propertiesOf(from).find(({ type }) => type === "auxC");
    const [name = ""] = letters(auxiliary?.content ?? new Uint8Array(), 4, 100).split("\0");
    if (!alpha.test(name))
      leftovers.push({ what: `another picture (${name})`, bytes, picture: true });
  }
  const depths = all
    .filter(({ type }) => type === "hvcC")
    .map(({ content }) => 8 + Math.max((content[17] ?? 0) & 7, (content[18] ?? 0) & 7));
  return {
    metadata: { ...(icc && { icc }), ...(exif && { exif }), ...(xmp && { xmp }) },
    leftovers,
    depth: Math.max(8, ...depths),
  };
}

function exifIn(data: Uint8Array): Uint8Array[] {
  if (data.length < 8) return [];
  // Where the TIFF structure begins, counted from behind that number.
  const start = 4 + new ByteReader(data, format, { little: false }).u32();
  const exif = data.slice(start);
  return isTiffHeader(exif) ? [uprightExif(exif)] : [];
}

function dataOf(
  items: ReadonlyMap<number, Item>,
  places: ReadonlyMap<number, Uint8Array>,
  wanted: (item: Item) => boolean,
): Uint8Array[] {
  return [...items].filter(([, item]) => wanted(item)).flatMap(([id]) => places.get(id) ?? []);
}

/** A reader behind version and flags, and both. */
function open(content: Uint8Array): { reader: ByteReader; version: number; flags: number } {
  const reader = new ByteReader(content, format, { little: false });
  const first = reader.u32();
  return { reader, version: first >>> 24, flags: first & 0xffffff };
}

function readPrimary(content: Uint8Array | undefined): number {
  if (content === undefined) return 0;
  const { reader, version } = open(content);
  return version === 0 ? reader.u16() : reader.u32();
}

function readItems(content: Uint8Array | undefined): Map<number, Item> {
  const items = new Map<number, Item>();
  if (content === undefined) return items;
  const { reader, version } = open(content);
  reader.at += version === 0 ? 2 : 4;
  for (const { type, content: entry } of readBoxes(reader.bytes(reader.left), format)) {
    if (type !== "infe") continue;
    const own = open(entry);
    if (own.version < 2) continue;
    const id = own.version === 2 ? own.reader.u16() : own.reader.u32();
    own.reader.at += 2;
    const kind = own.reader.letters(4);
    const [, mediaType = ""] = own.reader.letters(Math.min(own.reader.left, 512)).split("\0");
    items.set(id, { type: kind, mediaType: kind === "mime" ? mediaType : "" });
  }
  return items;
}

const mostExtents = 4096;

/** The bytes of each item, where they stand in the file or in the box for small ones. */
function readPlaces(
  file: Uint8Array,
  content: Uint8Array | undefined,
  idat: Uint8Array | undefined,
): Map<number, Uint8Array> {
  const places = new Map<number, Uint8Array>();
  if (content === undefined) return places;
  const { reader, version } = open(content);
  const sizes = reader.u16();
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const number = (size: number): number => {
    if (size === 0) return 0;
    return size === 8 ? reader.u32() * 2 ** 32 + reader.u32() : reader.u32();
  };
  const count = version < 2 ? reader.u16() : reader.u32();
  let extents = 0;
  for (let i = 0; i < count; i++) {
    const id = version < 2 ? reader.u16() : reader.u32();
    const method = version === 0 ? 0 : reader.u16() & 15;
    reader.at += 2;
    const base = number(baseSize);
    const parts: Uint8Array[] = [];
    for (let left = reader.u16(); left > 0 && extents < mostExtents; left--, extents++) {
      number(indexSize);
      const start = base + number(offsetSize);
      const length = number(lengthSize);
      const source = method === 0 ? file : method === 1 ? idat : undefined;
      if (source !== undefined && start + length <= source.length) {
        parts.push(source.subarray(start, start + length));
      }
    }
    places.set(id, parts.length === 1 ? parts[0]! : concat(parts));
  }
  return places;
}

/** The properties of each item, counted from 1. */
function readAssociations(boxes: readonly Box[]): Map<number, number[]> {
  const associated = new Map<number, number[]>();
  for (const { content } of boxes) {
    const { reader, version, flags } = open(content);
    for (let left = reader.u32(); left > 0; left--) {
      const id = version === 0 ? reader.u16() : reader.u32();
      const indices = Array.from({ length: reader.u8() }, () =>
        (flags & 1) === 1 ? reader.u16() & 0x7fff : reader.u8() & 0x7f,
      );
      associated.set(id, indices);
    }
  }
  return associated;
}

function readReferences(content: Uint8Array | undefined): { kind: string; from: number }[] {
  if (content === undefined) return [];
  const { reader, version } = open(content);
  return readBoxes(reader.bytes(reader.left), format).map(({ type, content: entry }) => {
    const own = new ByteReader(entry, format, { little: false });
    return { kind: type, from: version === 0 ? own.u16() : own.u32() };
  });
}
