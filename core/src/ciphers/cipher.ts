import type { NativeValue } from "../chaos/native-values.ts";
import type { Raster } from "./raster.ts";

/** What a cipher's row in the registry says about it. */
export type Status = "cipher" | "baseline" | "known-weak";
export type Family =
  | "hybrid"
  | "chaotic"
  | "cellular"
  | "convolutional"
  | "gan"
  | "perceptual"
  | "baseline"
  | "control";

/** A network's own parameters taken as the key, before any wrapping. */
export interface NativeKey {
  /** Length in bytes; the content key is stretched to it by HKDF-SHA-256 with a labelled subkey. */
  readonly bytes: number;
  /**
   * How many of them, at the end, are a nonce, which is public: a key is used for many images with
   * another one each. 0: there is none, and a key encrypts all images alike. Default: all of the native
   * key is another one for every image, since it is derived from a content key and the image's nonce.
   */
  readonly nonceBytes?: number;
  /** What the bytes are, with ranges and the smallest step. */
  readonly description: string;
  /** Where the key is made of real numbers: each of them, in order. */
  readonly values?: readonly NativeValue[];
  /**
   * Bytes of each of these numbers (chaos/native-values.ts): 8, of which the upper 53 bits count, or 5
   * that all count. The smallest step is 2^-53 or 2^-40 of the range. Default 8.
   */
  readonly valueBytes?: 5 | 8;
  /** Whether setting up a key takes a good part of a second, so that a laboratory tries few of them. */
  readonly slow?: true;
}

/** How a cipher is run: none of this changes its result. */
export interface Run {
  /** Stops the work; the promise rejects with code "aborted". */
  readonly signal?: AbortSignal | undefined;
  /** Called with the part of the work that is done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /**
   * Called when rows [first, end) of the raster are final, in no particular order, so that they can
   * be sealed while others are still worked on. They are not changed afterwards.
   */
  readonly onRows?: ((first: number, end: number) => void) | undefined;
  /** Threads to use at the most; 1 works in the calling thread. Default: all cores. */
  readonly threads?: number | undefined;
}

/** Whole tiles of a raster: a rectangle that begins and ends where tiles do, or at the raster's edge. */
export interface TilePart {
  /** Its bytes, row by row. */
  readonly data: Uint8Array;
  /** Where it begins in the raster: row, and byte of the row. */
  readonly top: number;
  readonly left: number;
  /** Bytes a row of it. */
  readonly width: number;
}

/**
 * An image cipher: raster + native key -> cipher raster of the same shape (+ key vector), and back.
 * Both directions work in place on `raster.data`.
 */
export interface Cipher {
  readonly id: string;
  readonly family: Family;
  readonly status: Status;
  /** Whether it is the literature's own recipe, beside a form of it that is meant to hold. */
  readonly literal?: true;
  /** Whether `decrypt` undoes `encrypt` exactly. */
  readonly lossless: boolean;
  /** Paper and section; "after X" where it is reconstructed from an abstract. */
  readonly source: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly nativeKey: NativeKey;
  /** Key-space formula of the native key. */
  readonly keySpace: string;
  /** Length of the key vector in bytes; 0 when the cipher has none. */
  readonly keyVectorBytes: number;
  /** Rows that are independent of all others once the key vector is known; 0: the whole image. */
  readonly tileRows: number;
  /** Bytes of a row that are, where tiles stand side by side; whole rows when absent. */
  readonly tileBytes?: number;
  /** SHA-256 of the weights, in hex, for a cipher that has some. */
  readonly weights?: string;

  /**
   * Encrypts `raster.data` in place.
   * @param key native key of `nativeKey.bytes` bytes
   * @returns the key vector, of `keyVectorBytes` bytes
   */
  encrypt(raster: Raster, key: Uint8Array, run?: Run): Promise<Uint8Array>;

  /**
   * Decrypts `raster.data` in place.
   * @returns the key vector recomputed from the result; the caller must refuse the result when it is
   *   not the one that came with the image
   */
  decrypt(raster: Raster, key: Uint8Array, keyVector: Uint8Array, run?: Run): Promise<Uint8Array>;

  /**
   * Begins to work on a raster part by part; of a cipher whose tiles are independent once the key vector
   * is known.
   * @param key native key of `nativeKey.bytes` bytes
   */
  inParts?(raster: Omit<Raster, "data">, key: Uint8Array, run?: PartsRun): Promise<TileWork>;
}

/** How parts are worked on. */
export type PartsRun = Pick<Run, "signal" | "threads">;

/**
 * Goes once over a raster that need not be in memory as a whole, a part at a time: parts are whole tiles.
 * For the key vector they have to come in the order of their tiles, row by row, and cover the raster.
 */
export interface TileWork {
  /** Takes a part in, which is not changed. */
  digest(part: TilePart): Promise<void>;
  /** Takes a part in and encrypts it in place. */
  encrypt(part: TilePart, keyVector: Uint8Array): Promise<void>;
  /** Decrypts a part in place, and takes in what comes out. */
  decrypt(part: TilePart, keyVector: Uint8Array): Promise<void>;
  /** The key vector of all that was taken in; to be called once, at the end. */
  keyVector(): Uint8Array;
}
