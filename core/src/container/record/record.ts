import { asFile, NeuroveilError, sizeText } from "../../errors.ts";
import { payload } from "../../words.ts";
import type { ColourModel, Metadata } from "../../image/image.ts";
import { baseName } from "./base-name.ts";
import { Fields } from "../cbor/fields.ts";
import type { Geometry } from "../shape/geometry.ts";
import { mostKeyVectorBytes, type Header } from "../header/header.ts";
import { readMetadata } from "./metadata-fields.ts";
import { mostPaddedBytes, pad, unpad } from "../box/sealed-box.ts";
import { decodeCbor, encodeCbor } from "../cbor/strict-cbor.ts";

/** What only the reader may know, beside the samples. */
export type SealedRecord = PixelsRecord | FileRecord;

interface Common {
  /** The cipher's key vector, with protection sealed only. */
  readonly keyVector?: Uint8Array | undefined;
}

/** What belongs to one image. */
export interface PageRecord {
  /** Stem of the file's name, a base name. */
  readonly name?: string | undefined;
  /** When the file was last changed, in whole microseconds since 1970. */
  readonly modified?: number | undefined;
  /** Significant bits a sample. */
  readonly bits: number;
  readonly colour: ColourModel;
  readonly metadata: Metadata;
}

export interface PixelsRecord extends Common {
  readonly payload: "pixels";
  /** The images of the raster, from the top down. */
  readonly images: readonly [PageRecord, ...PageRecord[]];
  /** Of the file that the pixels were decoded from, where it is sealed beside them. */
  readonly original?: OriginalRecord | undefined;
}

export interface OriginalRecord {
  /** The whole file name, a base name. */
  readonly name?: string | undefined;
}

interface FileRecord extends Common {
  readonly payload: "file";
  /** A base name. */
  readonly name?: string | undefined;
  /** When the file was last changed, in whole microseconds since 1970. */
  readonly modified?: number | undefined;
  /** True length in bytes; the rest of the carrier is padding. */
  readonly length: number;
}

export const colourModels: Record<ColourModel, number> = {
  gray: 1,
  "gray-alpha": 2,
  rgb: 3,
  rgba: 4,
  cmyk: 4,
};

/** What of a header a record must fit. */
type Fit = Geometry & Pick<Header, "protection" | "payload" | "original">;

const bounds = { bytes: mostPaddedBytes, items: 2 ** 16 };
const mostImages = 4096;
// Claimed for later versions.
const reserved = ["tail", "unknown"];

/**
 * The record's bytes before sealing: padded CBOR.
 * @throws NeuroveilError "unsupported" when {@link decodeRecord} would refuse the result, "limit" when
 *   metadata are too long
 */
export function encodeRecord(record: SealedRecord, header: Fit): Uint8Array {
  const cbor = encodeCbor(plainFields(record));
  if (cbor.length > bounds.bytes) {
    throw new NeuroveilError("limit", {
      expected: `at most ${sizeText(bounds.bytes)} of metadata`,
      got: sizeText(cbor.length),
      todo: [payload("file"), " takes the file as it is"],
    });
  }
  checkReadable(cbor, header);
  return pad(cbor);
}

function plainFields(record: SealedRecord): object {
  const { payload, ...fields } = record;
  if (payload === "file") return fields;
  const { images, ...rest } = fields as Omit<PixelsRecord, "payload">;
  return { ...rest, images: images.map(pageFields) };
}

/** The name of a file, or of the first image. */
export function nameOf(record: SealedRecord): string | undefined {
  return record.payload === "file" ? record.name : record.images[0].name;
}

function pageFields({ metadata, ...own }: PageRecord): object {
  return { ...own, ...metadata };
}

/** Whoever has encrypted an image may delete it: what no reader takes must not be written. */
function checkReadable(cbor: Uint8Array, header: Fit): void {
  const what = "the metadata";
  try {
    readRecord(new Fields(decodeCbor(cbor, what, bounds), what), header);
  } catch (cause) {
    if (!(cause instanceof NeuroveilError)) throw cause;
    throw new NeuroveilError("unsupported", { sentence: cause.message, todo: asFile, cause });
  }
}

/** @throws NeuroveilError "broken" when it does not fit the header that it came with */
export function decodeRecord(plain: Uint8Array, header: Fit): SealedRecord {
  const what = "the sealed record";
  const cbor = decodeCbor(unpad(plain, "record"), what, bounds);
  return readRecord(new Fields(cbor, what), header);
}

function readRecord(fields: Fields, header: Fit): SealedRecord {
  const common: Common = {
    keyVector:
      header.protection === "sealed"
        ? fields.optional("keyVector", (f, key) => f.bytes(key, 1, mostKeyVectorBytes))
        : undefined,
  };
  const record = (header.payload === "file" ? readFile : readPixels)(fields, header, common);
  fields.end();
  return record;
}

function readFile(fields: Fields, header: Fit, common: Common): FileRecord {
  const room = header.width * header.height * header.channels * header.bytesPerSample;
  return {
    payload: "file",
    name: readName(fields),
    modified: readModified(fields),
    length: fields.integer("length", 0, room),
    ...common,
  };
}

function readPixels(fields: Fields, header: Fit, common: Common): PixelsRecord {
  const images = fields.list("images", mostImages);
  if (images.length === 0 || header.height % images.length !== 0) {
    throw new NeuroveilError("broken", {
      expected: `images of the same number of rows, ${header.height} together`,
      got: `${images.length} images`,
    });
  }
  if (images.length > 2) {
    throw new NeuroveilError("unsupported", {
      expected: "one image or two",
      got: images.length,
      todo: "use a newer neuroveil",
    });
  }
  const [first, ...others] = images.map((image) => readPage(image, header));
  const original = fields.optional("original", (f, key) => readOriginal(f.map(key)));
  if ((header.original === true) !== (original !== undefined)) {
    throw new NeuroveilError("broken", {
      expected: "an original in header and record, or in neither",
      got: "in one of them",
    });
  }
  if (original !== undefined && others.length > 0) {
    throw new NeuroveilError("broken", {
      expected: "one image of an original",
      got: images.length,
    });
  }
  return { payload: "pixels", images: [first!, ...others], original, ...common };
}

function readOriginal(fields: Fields): OriginalRecord {
  const original = { name: readName(fields) };
  fields.end();
  return original;
}

function readPage(fields: Fields, header: Fit): PageRecord {
  const newer = reserved.find((name) => fields.has(name));
  if (newer !== undefined) {
    throw new NeuroveilError("unsupported", {
      expected: "a record without reserved fields",
      got: newer,
      todo: "use a newer neuroveil",
    });
  }
  const [least, most] = header.bytesPerSample === 1 ? ([1, 8] as const) : ([9, 16] as const);
  const models = Object.keys(colourModels) as ColourModel[];
  const page = {
    name: readName(fields),
    modified: readModified(fields),
    bits: fields.integer("bits", least, most),
    colour: fields.oneOf(
      "colour",
      models.filter((model) => colourModels[model] === header.channels),
    ),
    metadata: readMetadata(fields),
  };
  fields.end();
  return page;
}

function readName(fields: Fields): string | undefined {
  const name = fields.optional("name", (f, key) => f.text(key, /^.{1,240}$/su));
  return name === undefined ? undefined : baseName(name);
}

/** Microseconds fit into a number for the years 1684 to 2255. */
function readModified(fields: Fields): number | undefined {
  const most = Number.MAX_SAFE_INTEGER;
  return fields.optional("modified", (f, key) => f.integer(key, -most, most));
}
