import { sha256 } from "../../bytes/sha256.ts";
import { NeuroveilError } from "../../errors.ts";
import { Fields } from "../cbor/fields.ts";
import { leastBoxBytes } from "../box/sealed-box.ts";
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
}

/** A small picture with a key of its own. */
export interface PreviewSlot {
  readonly header: Uint8Array;
  /** HMAC-SHA-256 over the header. */
  readonly mac: Uint8Array;
  /** The samples, a box. */
  readonly box: Uint8Array;
}

export const macBytes = 32;
const bounds = { bytes: 2 ** 30, items: 64 };
const mostHeaderBytes = 1 << 17;
const mostBoxBytes = 2 ** 30;
/** Claimed for later versions: rectangles with keys of their own; who sealed it. */
const reserved = ["regions", "signature"];

export function encodeContent({ preview, ...image }: ChunkContent): Uint8Array {
  return encodeCbor({ image, preview });
}

/** SHA-256 of what stands beside the image, for the image's MAC. */
export function hashBeside({ preview }: Pick<ChunkContent, "preview">): Promise<Uint8Array> {
  return sha256(encodeCbor({ preview }));
}

/** Lengths of a content's byte strings. */
export type ContentLengths = {
  readonly [Part in Exclude<keyof ChunkContent, "preview">]: number | undefined;
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
  };
  image.end();
  fields.end();
  return content;
}

function readPreview(fields: Fields): PreviewSlot {
  const slot = {
    box: box(fields, "box"),
    mac: fields.bytes("mac", macBytes),
    header: fields.bytes("header", 1, mostHeaderBytes),
  };
  fields.end();
  return slot;
}

function box(fields: Fields, name: string): Uint8Array {
  return fields.bytes(name, leastBoxBytes, mostBoxBytes);
}
