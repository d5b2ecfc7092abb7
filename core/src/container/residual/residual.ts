import { codecs } from "#codecs";
import { stopIfAborted } from "../../abort.ts";
import { rowBytes } from "../../ciphers/raster.ts";
import { NeuroveilError, sizeText } from "../../errors.ts";
import { concat } from "../../bytes/arrays.ts";
import { filterRows } from "../../image/png/filter.ts";
import type { PixelRows } from "../../image/pixel-rows.ts";
import { unsharedInSteps } from "../../bytes/shared-memory.ts";
import { inTurns, stepBytes, type Steps } from "../../turns.ts";
import { unfilter } from "../../image/png/unfilter.ts";
import { equalBytes } from "../../bytes/constant-time.ts";
import { sha256 } from "../../bytes/sha256.ts";
import type { Geometry } from "../shape/geometry.ts";
import { mostPaddedBytes, pad, unpad } from "../box/sealed-box.ts";

/** What a lossy cipher loses. */
export interface Residual {
  /** SHA-256 of the raster before encrypting. */
  readonly digest: Uint8Array;
  /** That raster less what its cipher image decrypts to, byte by byte modulo 256. */
  readonly difference: Uint8Array;
}

/** Compresses into a zlib stream. */
export type Deflate = (bytes: Uint8Array) => Promise<Uint8Array>;

const digestBytes = 32;
/** Deflate makes at most 258 bytes of two bits (RFC 1951, 3.2.5). */
const mostExpansion = 1032;

/**
 * The residual's bytes before sealing, padded: digest, then the difference as the pixel data of a PNG
 * (filtered rows in a zlib stream).
 * @param decoded what the cipher image decrypts to; overwritten
 * @throws NeuroveilError "limit" when it is too long
 */
export async function encodeResidual(
  original: Uint8Array,
  decoded: Uint8Array,
  geometry: Geometry,
  deflate?: Deflate,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  await inTurns(subtract(original, decoded), signal);
  const [width, pixel] = [rowBytes(geometry), pixelBytes(geometry)];
  const rows: PixelRows = { data: decoded, rowBytes: width, pixel };
  const stream = deflate
    ? await deflate(filterRows(decoded, width, pixel))
    : concat(await codecs.deflateRows([rows], { signal, small: true }));
  const length = digestBytes + stream.length;
  if (length > mostPaddedBytes) {
    throw new NeuroveilError("limit", {
      expected: `at most ${sizeText(mostPaddedBytes)} that a lossy cipher loses`,
      got: sizeText(length),
      todo: "take a lossless cipher, or cut the image into parts",
    });
  }
  return pad(await sha256(await inTurns(unsharedInSteps(original), signal)), stream);
}

/** @throws NeuroveilError "broken" when it is not the residual of an image of this shape */
export async function decodeResidual(
  plain: Uint8Array,
  geometry: Geometry,
  signal?: AbortSignal,
): Promise<Residual> {
  const content = unpad(plain, "residual");
  if (content.length < digestBytes) throw broken("one that is cut short");
  const stream = content.subarray(digestBytes);
  const { height } = geometry;
  const width = rowBytes(geometry);
  const size = height * (1 + width);
  const shape = `data for other than ${height} rows of ${width} bytes`;
  // Before memory is taken on the header's word.
  if (size > stream.length * mostExpansion) throw broken(shape);
  let filtered: Uint8Array;
  try {
    filtered = await codecs.inflate(stream, size);
  } catch (cause) {
    throw broken("damaged data, or too much", cause);
  }
  if (filtered.length < size) throw broken(shape);
  try {
    await inTurns(unfilter(filtered, 0, height, width, pixelBytes(geometry)), signal);
  } catch (cause) {
    stopIfAborted(signal);
    throw broken("rows with an unknown filter", cause);
  }
  return {
    digest: content.slice(0, digestBytes),
    difference: filtered.subarray(0, height * width),
  };
}

/**
 * Adds a residual to what the cipher image decrypts to, in place.
 * @returns whether the sum is the raster that was encrypted
 */
export async function addResidual(
  samples: Uint8Array,
  { digest, difference }: Residual,
  signal?: AbortSignal,
): Promise<boolean> {
  await inTurns(add(samples, difference), signal);
  return equalBytes(await sha256(await inTurns(unsharedInSteps(samples), signal)), digest);
}

function* add(to: Uint8Array, difference: Uint8Array): Steps {
  for (let i = 0; i < to.length; i++) {
    if (i % stepBytes === 0) yield;
    to[i]! += difference[i]!;
  }
}

/** `from` less what stands in `result`, there. */
function* subtract(from: Uint8Array, result: Uint8Array): Steps {
  for (let i = 0; i < result.length; i++) {
    if (i % stepBytes === 0) yield;
    result[i] = from[i]! - result[i]!;
  }
}

function pixelBytes({ channels, bytesPerSample }: Geometry): number {
  return channels * bytesPerSample;
}

function broken(got: string, cause?: unknown): NeuroveilError {
  return new NeuroveilError("broken", { expected: "a whole residual", got: got, cause });
}
