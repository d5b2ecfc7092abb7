import { rowBytes } from "../../ciphers/raster.ts";
import type { Geometry } from "../shape/geometry.ts";

/** Longest stored deflate block (RFC 1951, 3.2.4). */
const blockBytes = 65535;
/** Blocks an IDAT chunk: 1 MiB. */
const blocksPerChunk = 16;
export const blockHeadBytes = 5;
/** Length and type before a chunk's data, CRC behind them. */
export const chunkHeadBytes = 8;
const crcBytes = 4;
export const chunkFrameBytes: number = chunkHeadBytes + crcBytes;
const zlibHeadBytes = 2;
const adlerBytes = 4;

/** A place in the IDAT chunks. */
export interface Place {
  readonly chunk: number;
  /** Bytes behind the start of the chunk's length field. */
  readonly at: number;
  /** Bytes behind the start of the first chunk's length field. */
  readonly offset: number;
}

/**
 * Where every byte of the pixel data lies in a carrier whose deflate blocks are all stored: PNG's
 * filtered rows (a filter byte 0, then the samples) in blocks of 65,535 bytes, 16 of them an IDAT
 * chunk.
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

  /** Where chunk `index` starts, counted from the first one's start, and its bytes with the frame. */
  chunk(index: number): { start: number; length: number } {
    const start = this.#chunkStart(index);
    return { start, length: this.#chunkStart(index + 1) - start };
  }

  /** How many blocks chunk `index` and those before it have. */
  chunkBlocks(index: number): number {
    return Math.min((index + 1) * blocksPerChunk, this.blocks);
  }

  /** The data of block `index`; its head of 5 bytes stands before them. */
  block(index: number): Place & { length: number; last: boolean } {
    const start = index * blockBytes;
    return {
      chunk: this.chunkOf(start),
      at: this.at(start),
      offset: this.offset(start),
      length: Math.min(blockBytes, this.filteredBytes - start),
      last: index === this.blocks - 1,
    };
  }

  /** The Adler-32 behind the last block. */
  get adler(): Place {
    const chunk = this.chunks - 1;
    const { start, length } = this.chunk(chunk);
    const at = length - crcBytes - adlerBytes;
    return { chunk, at, offset: start + at };
  }

  // By numbers alone, since they are asked for every row: byte `index` of the filtered rows, …

  /** … its chunk, */
  chunkOf(index: number): number {
    return Math.floor(index / (blockBytes * blocksPerChunk));
  }

  /** … its bytes behind the start of that chunk's length field, */
  at(index: number): number {
    const chunk = this.chunkOf(index);
    const within = index - chunk * blocksPerChunk * blockBytes;
    const heads = (1 + Math.floor(within / blockBytes)) * blockHeadBytes;
    return chunkHeadBytes + (chunk === 0 ? zlibHeadBytes : 0) + heads + within;
  }

  /** … and its bytes behind the start of the first chunk's length field. */
  offset(index: number): number {
    return this.#chunkStart(this.chunkOf(index)) + this.at(index);
  }

  /** Visits the pieces in which the samples of row `row` lie, first to last: where, and how many bytes. */
  eachPiece(row: number, visit: (index: number, length: number) => void): void {
    this.eachPieceOf(row * this.strideBytes + 1, (row + 1) * this.strideBytes, visit);
  }

  /** The same for the bytes [start, end) of the filtered rows. */
  eachPieceOf(start: number, end: number, visit: (index: number, length: number) => void): void {
    for (let index = start; index < end;) {
      const length = Math.min(end - index, blockBytes - (index % blockBytes));
      visit(index, length);
      index += length;
    }
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
