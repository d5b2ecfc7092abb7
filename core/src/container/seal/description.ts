import { fromHex } from "../../bytes/hex.ts";
import { unshared } from "../../bytes/unshared.ts";
import type { ChunkShape } from "../shape/chunk-grid.ts";
import { encodeHeader, formatVersion, type HeaderRegions } from "../header/header.ts";
import { protectors } from "../protection/protectors.ts";
import { encodeRecord } from "../record/record.ts";
import type { SealSettings } from "./seal-raster.ts";
import type { Geometry } from "../shape/geometry.ts";
import type { Source } from "./source.ts";

/** What is described of a source. */
type Described = Pick<Source, "record" | "original"> & {
  /** Its samples, where they are here, are of no interest. */
  readonly raster: Geometry;
};

/**
 * What is written of an image beside its pixels: the header in clear, the record to be sealed. The key
 * vector, which is known last, stands in one of them.
 */
export class Description {
  readonly #source: Described;
  readonly #settings: SealSettings;
  readonly #nonce: Uint8Array;
  readonly #chunks: ChunkShape;
  readonly #regions: HeaderRegions | undefined;

  constructor(
    source: Described,
    settings: SealSettings,
    nonce: Uint8Array,
    chunks: ChunkShape,
    regions?: HeaderRegions,
  ) {
    this.#source = source;
    this.#settings = settings;
    this.#nonce = nonce;
    this.#chunks = chunks;
    this.#regions = regions;
  }

  header(keyVector: Uint8Array): Uint8Array<ArrayBuffer> {
    const { raster, record } = this.#source;
    const { width, height, channels, bytesPerSample } = raster;
    const { cipher, protection, contentKey, lossy } = this.#settings;
    return unshared(
      encodeHeader({
        version: formatVersion,
        cipher: cipher.id,
        weights: cipher.weights ? fromHex(cipher.weights, 32, "SHA-256 of weights") : undefined,
        protection,
        payload: record.payload,
        nonce: this.#nonce,
        width,
        height,
        channels,
        bytesPerSample,
        ...this.#chunks,
        original: this.#source.original === undefined ? undefined : true,
        residual: cipher.lossless ? undefined : lossy !== true,
        wrapped: contentKey.wrapped,
        keyVector: protectors[protection].keyVectorInHeader ? present(keyVector) : undefined,
        regions: this.#regions,
      }),
    );
  }

  record(keyVector: Uint8Array): Uint8Array {
    const { raster, record, original } = this.#source;
    const { protection } = this.#settings;
    const inHeader = protectors[protection].keyVectorInHeader;
    return encodeRecord(
      { ...record, keyVector: inHeader ? undefined : present(keyVector) },
      {
        ...raster,
        protection,
        payload: record.payload,
        original: original === undefined ? undefined : true,
      },
    );
  }
}

/** A cipher without a key vector writes none. */
function present(keyVector: Uint8Array): Uint8Array | undefined {
  return keyVector.length === 0 ? undefined : keyVector;
}
