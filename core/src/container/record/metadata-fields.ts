import type { Metadata, PngChunk, PngOrigin } from "../../image/image.ts";
import { mayBeKept } from "../../image/png/copying.ts";
import { NeuroveilError } from "../../errors.ts";
import { Fields } from "../cbor/fields.ts";
import { readOrigin } from "./origin-fields.ts";

const mostBytes = 2 ** 28;
const mostChunks = 4096;
/** As many as a JPEG may have segments here, and as long as one is. */
const mostComments = 2 ** 14;
const mostCommentBytes = 65_533;
/** As many as an animation may have pages, and three centuries. */
const mostDelays = 2 ** 14;
const mostDelay = Number.MAX_SAFE_INTEGER;
const latin = /^.{0,79}$/su;

/** The metadata of an image from the fields of a sealed record, which have the same names. */
export function readMetadata(fields: Fields): Metadata {
  const metadata = withoutUndefined<Metadata>({
    icc: fields.optional("icc", blob),
    iccName: fields.optional("iccName", (f, name) => f.text(name, latin)),
    exif: fields.optional("exif", blob),
    xmp: fields.optional("xmp", blob),
    photoshop: fields.optional("photoshop", blob),
    comments: fields.optional("comments", (f, name) =>
      f.byteStrings(name, mostComments, mostCommentBytes),
    ),
    density: fields.optional("density", readDensity),
    png: fields.optional("png", readPng),
    delays: fields.optional("delays", (f, name) => f.integers(name, mostDelays, mostDelay)),
    origin: fields.optional("origin", readOrigin),
  });
  const { delays, origin } = metadata;
  const pages = origin?.layout?.pages ?? 1;
  if (delays !== undefined && delays.length !== pages) {
    throw new NeuroveilError("broken", {
      of: '"delays"',
      expected: `one for each of ${pages} pages`,
      got: delays.length,
    });
  }
  return metadata;
}

function readDensity(parent: Fields, name: string): NonNullable<Metadata["density"]> {
  const fields = parent.map(name);
  const density = {
    x: fields.number("x"),
    y: fields.number("y"),
    unit: fields.oneOf("unit", ["metre", "inch", "centimetre", "aspect"]),
  } as const;
  fields.end();
  return density;
}

function readPng(parent: Fields, name: string): PngOrigin {
  const fields = parent.map(name);
  const origin = withoutUndefined<PngOrigin>({
    colourType: fields.oneOf("colourType", [0, 2, 3, 4, 6]),
    depth: fields.oneOf("depth", [1, 2, 4, 8, 16]),
    interlaced: fields.boolean("interlaced"),
    palette: fields.optional("palette", (f, key) => f.bytes(key, 3, 768)),
    transparency: fields.optional("transparency", (f, key) => f.bytes(key, 1, 256)),
    indices: fields.optional("indices", blob),
    chunks: fields.optional("chunks", (f, key) => f.list(key, mostChunks).map(readChunk)),
  });
  fields.end();
  return origin;
}

function readChunk(fields: Fields): PngChunk {
  const chunk: PngChunk = {
    type: fields.text("type", /^[A-Za-z]{4}$/),
    data: fields.bytes("data", 0, mostBytes),
    place: fields.oneOf("place", ["before-palette", "before-data", "after-data"]),
  };
  fields.end();
  if (!mayBeKept(chunk.type)) {
    throw new NeuroveilError("broken", {
      of: '"chunks"',
      expected: "chunks that leave the samples as they are",
      got: chunk.type,
    });
  }
  return chunk;
}

function blob(fields: Fields, name: string): Uint8Array {
  return fields.bytes(name, 0, mostBytes);
}

/**
 * An absent field has no property at all, as in an image that was just decoded. Every field must be
 * listed, so that none is forgotten when an interface grows.
 */
function withoutUndefined<T extends object>(object: { [K in keyof T]-?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
