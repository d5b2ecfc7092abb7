import { asFile, NeuroveilError, sizeText } from "../errors.ts";
import { optionText } from "../option-text.ts";
import type { ColourModel, Metadata } from "../image/image.ts";
import { baseName } from "./base-name.ts";
import { Fields } from "./fields.ts";
import type { Geometry } from "./geometry.ts";
import { mostKeyVectorBytes, type Header } from "./header.ts";
import { readMetadata } from "./metadata-fields.ts";
import { padme } from "./padme.ts";
import { decodeCbor, encodeCbor } from "./strict-cbor.ts";

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

interface PixelsRecord extends Common, PageRecord {
  readonly payload: "pixels";
  /** The image in the lower half of the raster, where there are two. */
  readonly second?: PageRecord | undefined;
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
type Fit = Geometry & Pick<Header, "protection" | "payload">;

const bounds = { bytes: 2 ** 28, items: 2 ** 16 };
/** Records shorter than this all have the same length. */
const leastBytes = 512;
const lengthBytes = 4;

/**
 * The record's bytes before sealing: CBOR behind its length (4 bytes, big-endian), zeros up to a
 * Padmé length.
 * @throws NeuroveilError "unsupported" when {@link decodeRecord} would refuse the result, "limit" when
 *   metadata are too long
 */
export function encodeRecord(record: SealedRecord, header: Fit): Uint8Array {
  checkReadable(record, header);
  const cbor = encodeCbor(plainFields(record));
  if (cbor.length > bounds.bytes) {
    throw new NeuroveilError("limit", {
      expected: `at most ${sizeText(bounds.bytes)} of metadata`,
      got: sizeText(cbor.length),
      todo: `${optionText("payload", "file")} takes the file as it is`,
    });
  }
  const bytes = new Uint8Array(padme(lengthBytes + cbor.length, leastBytes));
  new DataView(bytes.buffer).setUint32(0, cbor.length);
  bytes.set(cbor, lengthBytes);
  return bytes;
}

function plainFields(record: SealedRecord): object {
  const { payload, ...fields } = record;
  if (payload === "file") return fields;
  const { second, ...first } = fields as Omit<PixelsRecord, "payload">;
  return { ...pageFields(first), second: second && pageFields(second) };
}

function pageFields({ metadata, ...own }: PageRecord): object {
  return { ...own, ...metadata };
}

/** Whoever has encrypted an image may delete it: what no reader takes must not be written. */
function checkReadable(record: SealedRecord, header: Fit): void {
  try {
    readRecord(new Fields(plainFields(record), "the metadata"), header);
  } catch (cause) {
    if (!(cause instanceof NeuroveilError)) throw cause;
    throw new NeuroveilError("unsupported", { sentence: cause.message, todo: asFile, cause });
  }
}

/** @throws NeuroveilError "broken" when it does not fit the header that it came with */
export function decodeRecord(bytes: Uint8Array, header: Fit): SealedRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < lengthBytes ? Infinity : view.getUint32(0);
  if (length > bytes.length - lengthBytes) {
    throw new NeuroveilError("broken", {
      expected: "a sealed record",
      got: "one that is cut short",
    });
  }
  const cbor = bytes.subarray(lengthBytes, lengthBytes + length);
  if (bytes.subarray(lengthBytes + length).some((byte) => byte !== 0)) {
    throw new NeuroveilError("broken", {
      expected: "zeros behind the sealed record",
      got: "something else",
    });
  }
  const what = "the sealed record";
  return readRecord(new Fields(decodeCbor(cbor, what, bounds), what), header);
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
  return {
    payload: "pixels",
    ...readPage(fields, header),
    second: fields.optional("second", (f, key) => readSecond(f.map(key), header)),
    ...common,
  };
}

function readSecond(fields: Fields, header: Fit): PageRecord {
  const page = readPage(fields, header);
  fields.end();
  if (header.height % 2 === 0) return page;
  throw new NeuroveilError("broken", {
    expected: "an even number of rows for two images",
    got: header.height,
  });
}

function readPage(fields: Fields, header: Fit): PageRecord {
  const [least, most] = header.bytesPerSample === 1 ? ([1, 8] as const) : ([9, 16] as const);
  const models = Object.keys(colourModels) as ColourModel[];
  return {
    name: readName(fields),
    modified: readModified(fields),
    bits: fields.integer("bits", least, most),
    colour: fields.oneOf(
      "colour",
      models.filter((model) => colourModels[model] === header.channels),
    ),
    metadata: readMetadata(fields),
  };
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
