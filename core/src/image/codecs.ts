import type { PixelRows } from "./pixel-rows.ts";

/**
 * What the image code takes from the platform. `#codecs` resolves to codecs.node.ts or
 * codecs.browser.ts, whose results are the same bytes and whose errors are plain: what they mean is
 * said by the caller, once for both.
 */
export interface Codecs {
  /**
   * Memory of which every byte is going to be written: what stands in it is undefined where that is
   * quicker to have.
   */
  allocate(length: number): Uint8Array;

  /** CRC-32 as PNG and zlib use it, continued from `seed`. */
  crc32(bytes: Uint8Array, seed: number): number;

  /** Compresses into a zlib stream (RFC 1950). */
  deflate(bytes: Uint8Array): Promise<Uint8Array>;

  /**
   * Filters rows and compresses them into one zlib stream, elsewhere or in pieces that let other
   * events through.
   * @returns the stream in parts
   * @throws NeuroveilError "aborted"
   */
  deflateRows(passes: readonly PixelRows[], options: DeflateOptions): Promise<Uint8Array[]>;

  /** The same of rows that come a few at a time. */
  deflating(rows: Omit<PixelRows, "data">): Promise<Deflating>;

  /**
   * Expands one zlib stream; bytes after its end are left, as PNG allows.
   * @param limit longest result that is returned; a longer one rejects with {@link TooLong}
   * @param onRest told how many bytes there are after the end, if any
   * @throws Error when the stream is damaged or incomplete
   */
  inflate(bytes: Uint8Array, limit: number, onRest?: (bytes: number) => void): Promise<Uint8Array>;

  /**
   * Expands one zlib stream that comes in pieces; what follows its end is not asked for.
   * @param onEnd told how many bytes the stream has, when all of its result was given
   * @param form whether the stream has the head and the checksum of zlib, or is deflated data alone (RFC 1951)
   * @returns the result in pieces
   * @throws Error when the stream is damaged or incomplete, and what `pieces` throws
   */
  inflating(
    pieces: AsyncGenerator<Uint8Array>,
    onEnd?: (bytes: number) => void,
    form?: DeflateForm,
  ): AsyncGenerator<Uint8Array>;
}

export type DeflateForm = "zlib" | "raw";

/** A zlib stream of filtered rows that is being made. */
export interface Deflating {
  /**
   * Takes the next rows, one or more.
   * @returns what comes of it, in parts
   */
  push(rows: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array[]>;
  /** The end of the stream. */
  end(): Promise<Uint8Array[]>;
}

export interface DeflateOptions {
  readonly signal?: AbortSignal | undefined;
  /** Take the time to make the result small, also where little can be had. */
  readonly small?: boolean | undefined;
}

/** A stream that expands to more than it may. */
export class TooLong extends Error {
  override readonly name = "TooLong";
}
