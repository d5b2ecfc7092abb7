import {
  decodeImage,
  formatOf,
  nameFormat,
  NotPixels,
  samplesSha256,
  shapeOf,
  type Image,
  type Limits,
} from "neuroveil/image";
import type { Inspection } from "./inspection.ts";

/**
 * What an image, or any other file, is.
 * @param limits what decoding may cost
 * @throws {NeuroveilError} "broken" for a damaged image, "limit" for one that we do not read
 */
export async function describePlainImage(
  bytes: Uint8Array,
  limits: Limits = {},
): Promise<Inspection> {
  const format = formatOf(bytes);
  if (format?.decode === undefined) {
    const named = nameFormat(bytes);
    return unread(bytes, named.format, named.name);
  }
  const notKept: string[] = [];
  let image: Image;
  try {
    image = await decodeImage(bytes, {
      ...limits,
      onNotKept: (what) => notKept.push(...what),
    });
  } catch (error) {
    if (error instanceof NotPixels && error.code === "unsupported") {
      return unread(bytes, format.id, error.file);
    }
    throw error;
  }
  const { colour } = image;
  const { delays } = image.metadata;
  const { width, height, channels, bits, kind, pages } = shapeOf(image);
  const hash = await samplesSha256(image);
  const metadata = describeMetadata(image);
  const meaning = kind === "unsigned" && channels <= 4 ? colour : `${kind} samples`;
  return {
    json: {
      kind: "plain",
      format: format.id,
      width,
      height,
      channels,
      bits,
      pages,
      ...(delays && { delays }),
      ...(kind !== "unsigned" && { samples: kind }),
      samplesSha256: hash,
      bytes: bytes.length,
      colour,
      metadata,
      ...(notKept.length > 0 && { notKept }),
    },
    lines: [
      ["kind", "plain image"],
      ["format", format.id],
      ["size", `${width} × ${height}, ${channels} × ${bits} bits, ${meaning}`],
      ...(pages > 1 ? [["pages", `${pages}${shownFor(delays)}`] as const] : []),
      ["samples", `SHA-256 ${hash}`],
      ["metadata", metadataText(metadata)],
      ...notKept.map((what) => ["beside", `${what}; its pixels do not bring it back`] as const),
    ],
  };
}

/** How long all pages of an animation are shown together. */
function shownFor(delays: Image["metadata"]["delays"]): string {
  if (delays === undefined) return "";
  const seconds = delays.reduce((sum, delay) => sum + delay, 0) / 1e6;
  return `, shown for ${Number(seconds.toFixed(3))} s`;
}

/** Files that are encrypted byte for byte. */
function unread(bytes: Uint8Array, format: string, name: string): Inspection {
  return {
    json: {
      kind: "plain",
      format,
      width: null,
      height: null,
      channels: null,
      bits: null,
      pages: null,
      bytes: bytes.length,
    },
    lines: [
      ["kind", `plain file: ${name}`],
      ["pixels", "not read; `encrypt` keeps its bytes (--payload file)"],
    ],
  };
}

interface MetadataSummary {
  /** Bytes of the ICC profile. */
  readonly icc?: number;
  /** Bytes of the EXIF block. */
  readonly exif?: number;
  /** Bytes of the XMP packet of a JPEG. */
  readonly xmp?: number;
  /** Bytes of Photoshop's resources in a JPEG, with IPTC. */
  readonly photoshop?: number;
  /** How many comments a JPEG has. */
  readonly comments?: number;
  readonly density?: { readonly x: number; readonly y: number; readonly unit: string };
  readonly pngColourType?: number;
  readonly interlaced?: boolean;
  /** What decoded it, where decoders differ. */
  readonly decoder?: string;
  /** Further PNG chunks that are kept, by type. */
  readonly chunks?: readonly string[];
}

function describeMetadata({ metadata }: Image): MetadataSummary {
  const { icc, exif, xmp, photoshop, comments, density, png, origin } = metadata;
  return {
    ...(icc && { icc: icc.length }),
    ...(exif && { exif: exif.length }),
    ...(xmp && { xmp: xmp.length }),
    ...(photoshop && { photoshop: photoshop.length }),
    ...(comments && { comments: comments.length }),
    ...(density && { density }),
    ...(origin?.decoder !== undefined && { decoder: origin.decoder }),
    ...(png && { pngColourType: png.colourType, interlaced: png.interlaced }),
    ...(png?.chunks?.length && { chunks: png.chunks.map((chunk) => chunk.type) }),
  };
}

function metadataText(metadata: MetadataSummary): string {
  const {
    icc,
    exif,
    xmp,
    photoshop,
    comments,
    density,
    pngColourType,
    interlaced,
    chunks,
    decoder,
  } = metadata;
  const parts = [
    icc && `ICC profile (${icc} bytes)`,
    exif && `EXIF (${exif} bytes)`,
    xmp && `XMP (${xmp} bytes)`,
    photoshop && `IPTC and other resources (${photoshop} bytes)`,
    comments && (comments === 1 ? "1 comment" : `${comments} comments`),
    density && `density ${density.x} × ${density.y} per ${density.unit}`,
    pngColourType !== undefined && `PNG colour type ${pngColourType}`,
    interlaced && "interlaced",
    chunks && `chunks ${chunks.join(" ")}`,
    decoder && `decoded by ${decoder}`,
  ].filter(Boolean);
  return parts.join(", ") || "none";
}
