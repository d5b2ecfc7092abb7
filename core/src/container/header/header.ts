import { NeuroveilError } from "../../errors.ts";
import { mostWrappedBytes } from "../../keys/age-wrap.ts";
import { Fields } from "../cbor/fields.ts";
import { checkSize, mostPixelsAcross, rasterBytes, type Geometry } from "../shape/geometry.ts";
import { rowBytes } from "../../ciphers/raster.ts";
import { isInside, type Area } from "../shape/area.ts";
import { areDisjoint, mostAreas, mostRegions } from "../shape/outline.ts";
import { chunkGrid, type ChunkShape } from "../shape/chunk-grid.ts";
import { decodeCbor, encodeCbor } from "../cbor/strict-cbor.ts";

/** What protects the pixels beside the neural cipher. */
export type Protection = "sealed" | "authenticated" | "bare";
/** Whether an image's samples were encrypted, or a file's bytes. */
export type Payload = "pixels" | "file";

export const protections: readonly Protection[] = ["sealed", "authenticated", "bare"];
const payloads: readonly Payload[] = ["pixels", "file"];

/** What stands in clear in a cipher image; trust none of it before the header's MAC is checked. */
export interface Header extends Geometry, ChunkShape {
  readonly version: 2;
  /** Id of the cipher. */
  readonly cipher: string;
  /** SHA-256 of the cipher's weights, 32 bytes; absent when it has none. */
  readonly weights?: Uint8Array | undefined;
  readonly protection: Protection;
  readonly payload: Payload;
  /** Salt of every subkey, 16 bytes. */
  readonly nonce: Uint8Array;
  /**
   * For a lossy cipher: whether what it loses is sealed in the chunk (true) or was left out on purpose
   * (false). Absent for a lossless one.
   */
  readonly residual?: boolean | undefined;
  /** Whether the file that the pixels were decoded from is sealed beside them; absent where it is not. */
  readonly original?: true | undefined;
  /** The content key wrapped for its readers, a binary age file; absent when it was given raw. */
  readonly wrapped?: Uint8Array | undefined;
  /** The cipher's key vector, with protection authenticated and bare only. */
  readonly keyVector?: Uint8Array | undefined;
  /** Where only some pixels are encrypted; with sealed pixels only. */
  readonly regions?: HeaderRegions | undefined;
}

/** Which pixels are encrypted, and what the others are. */
export interface HeaderRegions {
  /**
   * Of each region its rectangles, of which no two have a pixel in common: x, y, width and height one after
   * another.
   */
  readonly outlines: readonly (readonly number[])[];
  /** SHA-256 of the chunks' SHA-256, with zeros where pixels are encrypted. */
  readonly visible: Uint8Array;
}

// The numbers of 4096 rectangles, and some.
const bounds = { bytes: 1 << 18, items: 1 << 15 };
export const mostKeyVectorBytes = 1024;

// A writer's chunks are 1 MiB or more; each costs a reader some 50 microseconds, however short it is.
const chunksOfAnySize = 1024;
const leastChunkBytes = 2 ** 16;
/** GCM would take up to 2^36 - 32 (NIST SP 800-38D, 5.2.1.1). */
const mostChunkBytes = 2 ** 31;

/** The version of the format that is written and read. */
export const formatVersion = 2;
// Claimed for later versions: the frames of a stream.
const reserved = ["frames", "keyVectors"];

export function encodeHeader(header: Header): Uint8Array {
  return encodeCbor(header);
}

/**
 * Reads a header and bounds every number in it; says nothing about who wrote it.
 * @throws NeuroveilError "broken" or "limit"; "unsupported" when another version is needed
 */
export function decodeHeader(bytes: Uint8Array): Header {
  const fields = new Fields(decodeCbor(bytes, "the header", bounds), "the header");
  const version = fields.integer("version", 1, 0xffff);
  const other =
    version === formatVersion ? reserved.find((name) => fields.has(name)) : `version ${version}`;
  if (other !== undefined) {
    throw new NeuroveilError("unsupported", {
      expected: `a version ${formatVersion} image without reserved fields`,
      got: other,
      todo: "use a newer neuroveil",
    });
  }
  const protection = fields.oneOf("protection", protections);
  const header: Header = {
    version: formatVersion,
    cipher: fields.text("cipher", /^[a-z0-9][a-z0-9-]{0,63}$/),
    weights: fields.optional("weights", (f, name) => f.bytes(name, 32)),
    protection,
    payload: fields.oneOf("payload", payloads),
    nonce: fields.bytes("nonce", 16),
    width: fields.integer("width", 1, mostPixelsAcross),
    height: fields.integer("height", 1, mostPixelsAcross),
    channels: fields.integer("channels", 1, 4),
    bytesPerSample: fields.oneOf("bytesPerSample", [1, 2]),
    chunkRows: fields.integer("chunkRows", 1, mostPixelsAcross),
    chunkBytes: fields.integer("chunkBytes", 1, 2 ** 34),
    original: fields.optional("original", (f, name) => f.always(name)),
    residual: fields.optional("residual", (f, name) => f.boolean(name)),
    wrapped: fields.optional("wrapped", (f, name) => f.bytes(name, 1, mostWrappedBytes)),
    // In a sealed image it depends on the plaintext and lies in the sealed record.
    keyVector:
      protection === "sealed"
        ? undefined
        : fields.optional("keyVector", (f, name) => f.bytes(name, 1, mostKeyVectorBytes)),
    regions: fields.optional("regions", readRegions),
  };
  fields.end();
  checkSize(header);
  if (header.chunkRows > header.height || header.chunkBytes > rowBytes(header)) {
    throw new NeuroveilError("broken", { expected: "chunks within the image", got: "longer ones" });
  }
  if (header.original && (protection !== "sealed" || header.payload !== "pixels")) {
    throw new NeuroveilError("broken", {
      expected: "an original beside sealed pixels only",
      got: `one beside ${protection === "sealed" ? "a file" : `${protection} pixels`}`,
    });
  }
  if (header.payload === "file" && header.residual === false) {
    throw new NeuroveilError("broken", {
      expected: "a file with its residual",
      got: "one without",
    });
  }
  checkChunks(header);
  if (header.regions !== undefined) checkRegions(header, header.regions);
  return header;
}

function readRegions(parent: Fields, name: string): HeaderRegions {
  const fields = parent.map(name);
  const regions = {
    outlines: fields.integerLists("outlines", mostRegions, 4 * mostAreas),
    visible: fields.bytes("visible", 32),
  };
  fields.end();
  return regions;
}

/** The rectangles of each region. */
export function outlinesOf({ outlines }: HeaderRegions): Area[][] {
  return outlines.map((numbers) =>
    Array.from({ length: Math.ceil(numbers.length / 4) }, (_, i) => {
      const [x, y, width, height] = numbers.slice(4 * i) as [number, number, number, number];
      return { x, y, width, height };
    }),
  );
}

/** The inverse of {@link outlinesOf} for one of them. */
export function outlineNumbers(areas: readonly Area[]): number[] {
  return areas.flatMap(({ x, y, width, height }) => [x, y, width, height]);
}

/** @throws NeuroveilError "broken" for regions that the image cannot have */
function checkRegions(header: Header, regions: HeaderRegions): void {
  const { protection, payload, residual } = header;
  const areas = outlinesOf(regions).flat();
  const sound =
    areas.length <= mostAreas &&
    areas.every((area) => isInside(area, header)) &&
    areDisjoint(areas);
  if (protection === "sealed" && payload === "pixels" && residual === undefined && sound) return;
  throw new NeuroveilError("broken", {
    expected: `regions of sealed pixels, at most ${mostAreas} rectangles apart from each other`,
    got: "others",
  });
}

function checkChunks(header: Header): void {
  const { count: chunks, longest } = chunkGrid(header, header);
  if (longest > mostChunkBytes) {
    throw new NeuroveilError("limit", {
      expected: `chunks of at most ${mostChunkBytes} bytes`,
      got: longest,
    });
  }
  const most = Math.max(chunksOfAnySize, Math.floor(rasterBytes(header) / leastChunkBytes));
  if (chunks <= most) return;
  throw new NeuroveilError("limit", { expected: `at most ${most} chunks`, got: chunks });
}
