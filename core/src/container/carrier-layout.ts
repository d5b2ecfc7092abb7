import { rowBytes } from "../ciphers/raster.ts";
import type { Geometry } from "./geometry.ts";

/** Longest stored deflate block (RFC 1951, 3.2.4). */
const blockBytes = 65535;
const blockHeadBytes = 5;
/** Blocks an IDAT chunk: 1 MiB. */
const blocksPerChunk = 16;
/** Length and type before a chunk's data, CRC behind them. */
export const chunkHeadBytes = 8;
const chunkFrameBytes = 12;
const zlibHeadBytes = 2;
const adlerBytes = 4;

/**
 * Where every byte of the pixel data lies in a carrier whose deflate blocks are all stored: PNG's
 * filtered rows (a filter byte 0, then the samples) in blocks of 65,535 bytes, 16 of them an IDAT
 * chunk. Offsets count from the first IDAT chunk's length field.
 */
export class CarrierLayout {
  /** Bytes of the filtered rows. */
  readonly filteredBytes: number;
  /** Bytes of one filtered row. */
  readonly strideBytes: number;
  readonly blocks: number;
  readonly chunks: number;
  /** Bytes of all IDAT chunks with their frames. */
  readonly totalBytes: number;

  constructor(geometry: Geometry) {
    this.strideBytes = 1 + rowBytes(geometry);
    this.filteredBytes = geometry.height * this.strideBytes;
    this.blocks = Math.ceil(this.filteredBytes / blockBytes);
    this.chunks = Math.ceil(this.blocks / blocksPerChunk);
    this.totalBytes = this.#chunkStart(this.chunks);
  }

  /** Where chunk `index` starts and how many bytes of data it has. */
  chunk(index: number): { offset: number; length: number } {
    const offset = this.#chunkStart(index);
    return { offset, length: this.#chunkStart(index + 1) - offset - chunkFrameBytes };
  }

  /** How many blocks chunk `index` and those before it have. */
  chunkBlocks(index: number): number {
    return Math.min((index + 1) * blocksPerChunk, this.blocks);
  }

  /** Block `index`: its head of 5 bytes, and its data behind that. */
  block(index: number): { head: number; data: number; length: number; last: boolean } {
    const start = index * blockBytes;
    const data = this.#position(start);
    return {
      head: data - blockHeadBytes,
      data,
      length: Math.min(blockBytes, this.filteredBytes - start),
      last: index === this.blocks - 1,
    };
  }

  /** Offset of the Adler-32 behind the last block. */
  get adler(): number {
    return this.totalBytes - adlerBytes - (chunkFrameBytes - chunkHeadBytes);
  }

  /** Offset of the filter byte of row `row`. */
  filter(row: number): number {
    return this.#position(row * this.strideBytes);
  }

  /** The pieces in which the samples of row `row` lie: offset and length, first to last. */
  *pieces(row: number): Generator<{ offset: number; length: number }> {
    let start = row * this.strideBytes + 1;
    const stop = start + this.strideBytes - 1;
    while (start < stop) {
      const length = Math.min(stop - start, blockBytes - (start % blockBytes));
      yield { offset: this.#position(start), length };
      start += length;
    }
  }

  /** Offset of byte `index` of the filtered rows. */
  #position(index: number): number {
    const block = Math.floor(index / blockBytes);
    const chunk = Math.floor(block / blocksPerChunk);
    const heads = zlibHeadBytes + (block + 1) * blockHeadBytes;
    return chunk * chunkFrameBytes + chunkHeadBytes + heads + index;
  }

  /** Offset of chunk `index`, or of the end when there is none. */
  #chunkStart(index: number): number {
    if (index === 0) return 0;
    const blocks = Math.min(index * blocksPerChunk, this.blocks);
    const data = Math.min(blocks * blockBytes, this.filteredBytes);
    const end = index === this.chunks ? adlerBytes : 0;
    return zlibHeadBytes + blocks * blockHeadBytes + data + end + index * chunkFrameBytes;
  }
}
