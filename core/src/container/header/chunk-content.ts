import { sha256 } from "../../bytes/sha256.ts";
import { NeuroveilError } from "../../errors.ts";
import { Fields } from "../cbor/fields.ts";
import { leastBoxBytes } from "../box/sealed-box.ts";
import { mostRegions } from "../shape/outline.ts";
import { decodeCbor, encodeCbor } from "../cbor/strict-cbor.ts";

/** What the carrier's private chunk holds: the image's slot, and what stands beside it. */
export interface ChunkContent {
  /** The header, as the bytes that its MAC covers. */
  readonly header: Uint8Array;
  /** HMAC-SHA-256 over header and what stands beside. */
  readonly mac: Uint8Array;
  /** What protects the pixels: GCM tags, an HMAC, or nothing. */
  readonly proof: Uint8Array;
  /** The sealed record, a box. */
  readonly record: Uint8Array;
  /** The file that the pixels were decoded from, a box. */
  readonly original?: Uint8Array | undefined;
  /** What a lossy cipher loses, a box. */
  readonly residual?: Uint8Array | undefined;
  readonly preview?: PreviewSlot | undefined;
  readonly regions?: readonly RegionSlot[] | undefined;
}

/** A small picture with a key of its own. */
export interface PreviewSlot {
  readonly header: Uint8Array;
  /** HMAC-SHA-256 over the header. */
  readonly mac: Uint8Array;
  /** The samples, a box. */
  readonly box: Uint8Array;
}

/** Pixels with a key of their own, in a picture that is visible. */
export interface RegionSlot {
  readonly header: Uint8Array;
  /** HMAC-SHA-256 over the header. */
  readonly mac: Uint8Array;
  /** GCM tags. */
  readonly proof: Uint8Array;
  /** SHA-256 of its pixels as the carrier shows them, for the image's MAC. */
  readonly pixels: Uint8Array;
  /** Its key vectors, a box. */
  readonly record: Uint8Array;
}

export const macBytes = 32;
// 256 regions of eleven items each, and some.
const bounds = { bytes: 2 ** 30, items: 4096 };
const mostHeaderBytes = 1 << 18;
const mostSlotHeaderBytes = 1 << 17;
const mostBoxBytes = 2 ** 30;
/** Who has no key of an image tries every stanza in the headers of its regions. */
export const mostRegionHeaderBytes: number = 1 << 18;
/** Claimed for later versions: who sealed it. */
const reserved = ["signature"];

export function encodeContent({ preview, regions, ...image }: ChunkContent): Uint8Array {
  return encodeCbor({ image, preview, regions });
}

/** SHA-256 of what stands beside the image, for the image's MAC. */
export function hashBeside({
  preview,
  regions,
}: Pick<ChunkContent, "preview" | "regions">): Promise<Uint8Array> {
  return sha256(encodeCbor({ preview, regions }));
}

/** Lengths of a content's byte strings. */
export type ContentLengths = {
  readonly [Part in Exclude<keyof ChunkContent, "preview" | "regions">]: number | undefined;
} & {
  readonly preview?: { readonly [Part in keyof PreviewSlot]: number } | undefined;
};

/** Length of the encoded content for parts of these lengths. */
export function contentLength({ preview, ...image }: ContentLengths): number {
  const slots = { image, ...(preview && { preview }) };
  return Object.entries(slots).reduce(
    (sum, [name, slot]) => sum + 1 + name.length + mapLength(slot),
    1,
  );
}

function mapLength(lengths: Readonly<Record<string, number | undefined>>): number {
  let sum = 1;
  for (const [name, length] of Object.entries(lengths)) {
    if (length !== undefined) sum += 1 + name.length + byteStringHead(length) + length;
  }
  return sum;
}

/** Bytes that CBOR puts before a byte string (RFC 8949, 3). */
function byteStringHead(length: number): number {
  if (length < 24) return 1;
  if (length < 2 ** 8) return 2;
  return length < 2 ** 16 ? 3 : 5;
}

/** @throws NeuroveilError "broken" when it is anything else than these parts; "unsupported" */
export function decodeContent(bytes: Uint8Array): ChunkContent {
  const what = "the veIl chunk";
  const fields = new Fields(decodeCbor(bytes, what, bounds), what);
  const newer = reserved.find((name) => fields.has(name));
  if (newer !== undefined) {
    throw new NeuroveilError("unsupported", {
      expected: "a version 2 image without reserved parts",
      got: newer,
      todo: "use a newer neuroveil",
    });
  }
  const image = fields.map("image");
  const content: ChunkContent = {
    mac: image.bytes("mac", macBytes),
    proof: image.bytes("proof", 0, mostBoxBytes),
    header: image.bytes("header", 1, mostHeaderBytes),
    record: box(image, "record"),
    original: image.optional("original", box),
    residual: image.optional("residual", box),
    preview: fields.optional("preview", (f, name) => readPreview(f.map(name))),
    regions: fields.optional("regions", readRegions),
  };
  image.end();
  fields.end();
  return content;
}

function readPreview(fields: Fields): PreviewSlot {
  const slot = {
    box: box(fields, "box"),
    mac: fields.bytes("mac", macBytes),
    header: fields.bytes("header", 1, mostSlotHeaderBytes),
  };
  fields.end();
  return slot;
}

function readRegions(parent: Fields, name: string): RegionSlot[] {
  const slots = parent.list(name, mostRegions).map((fields) => {
    const slot = {
      mac: fields.bytes("mac", macBytes),
      proof: fields.bytes("proof", 0, mostBoxBytes),
      header: fields.bytes("header", 1, mostSlotHeaderBytes),
      pixels: fields.bytes("pixels", 32),
      record: box(fields, "record"),
    };
    fields.end();
    return slot;
  });
  const headers = slots.reduce((sum, { header }) => sum + header.length, 0);
  if (slots.length > 0 && headers <= mostRegionHeaderBytes) return slots;
  throw new NeuroveilError("broken", {
    expected: `1 to ${mostRegions} regions with headers of at most ${mostRegionHeaderBytes} bytes together`,
    got: `${slots.length} with ${headers} bytes`,
  });
}

function box(fields: Fields, name: string): Uint8Array {
  return fields.bytes(name, leastBoxBytes, mostBoxBytes);
}
