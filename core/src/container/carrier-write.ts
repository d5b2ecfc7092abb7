import { codecs } from "#codecs";
import { rowBytes } from "../ciphers/raster.ts";
import { adler32, crc32 } from "../image/checksums.ts";
import { pngSignature } from "../image/png-chunks.ts";
import { CarrierLayout, chunkHeadBytes } from "./carrier-layout.ts";
import { colourTypes, contentChunk } from "./carrier.ts";
import { checkSize, type Geometry } from "./geometry.ts";

const ihdrBytes = 13;

/**
 * Writes a carrier PNG straight into one buffer of its final size. Rows can come in any order; pixels
 * that look random do not compress, so they are stored.
 */
export class CarrierWriter {
  readonly #geometry: Geometry;
  readonly #layout: CarrierLayout;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #contentBytes: number;
  /** Rows that were written out of turn: first to end. */
  readonly #ahead = new Map<number, number>();
  /** From the top on, what is complete: rows, deflate blocks and their bytes, IDAT chunks. */
  #rows = 0;
  #blocks = 0;
  #blockBytes = 0;
  #chunks = 0;
  #adler = 1;
  /** Offset of the first IDAT chunk. */
  readonly #data: number;

  /** @param contentBytes length of what {@link CarrierWriter.finish} will be given */
  constructor(geometry: Geometry, contentBytes: number) {
    checkSize(geometry);
    this.#geometry = geometry;
    this.#layout = new CarrierLayout(geometry);
    this.#contentBytes = contentBytes;
    this.#data = pngSignature.length + 12 + ihdrBytes + 12 + contentBytes;
    this.#bytes = codecs.allocate(this.#data + this.#layout.totalBytes + 12);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    // zlib: deflate with a 32 KB window, no dictionary, fastest level (RFC 1950).
    this.#view.setUint16(this.#data + chunkHeadBytes, 0x7801);
  }

  /** Writes whole rows, the first of them row `first`. */
  writeRows(first: number, rows: Uint8Array): void {
    const count = rows.length / rowBytes(this.#geometry);
    let start = 0;
    for (let row = first; row < first + count; row++) {
      this.#bytes[this.#data + this.#layout.filter(row)] = 0;
      for (const { offset, length } of this.#layout.pieces(row)) {
        this.#bytes.set(rows.subarray(start, start + length), this.#data + offset);
        start += length;
      }
    }
    this.#ahead.set(first, first + count);
    for (let end = this.#ahead.get(this.#rows); end; end = this.#ahead.get(this.#rows)) {
      this.#rows = end;
    }
    this.#sumUp();
  }

  /** Frames what is complete, while other rows are still being worked on elsewhere. */
  #sumUp(): void {
    const { blocks, chunks, strideBytes } = this.#layout;
    while (this.#blocks < blocks) {
      const { head, data, length, last } = this.#layout.block(this.#blocks);
      if (this.#blockBytes + length > this.#rows * strideBytes) break;
      this.#bytes[this.#data + head] = last ? 1 : 0;
      this.#view.setUint16(this.#data + head + 1, length, true);
      this.#view.setUint16(this.#data + head + 3, ~length & 0xffff, true);
      const start = this.#data + data;
      this.#adler = adler32(this.#bytes.subarray(start, start + length), this.#adler);
      this.#blockBytes += length;
      this.#blocks++;
    }
    while (this.#chunks < chunks && this.#layout.chunkBlocks(this.#chunks) <= this.#blocks) {
      if (this.#chunks === chunks - 1)
        this.#view.setUint32(this.#data + this.#layout.adler, this.#adler);
      const { offset, length } = this.#layout.chunk(this.#chunks);
      this.#frame(this.#data + offset, "IDAT", length);
      this.#chunks++;
    }
  }

  /** Adds everything before and behind the pixel data, all of which must have been written. */
  finish(content: Uint8Array): Uint8Array {
    if (this.#chunks !== this.#layout.chunks) {
      throw new RangeError(`pixel data up to row ${this.#rows} of ${this.#geometry.height}`);
    }
    if (content.length !== this.#contentBytes) {
      throw new RangeError(`content of ${content.length} bytes, not ${this.#contentBytes}`);
    }
    this.#bytes.set(pngSignature);
    let offset = pngSignature.length;
    const { width, height, channels, bytesPerSample } = this.#geometry;
    const ihdr = new Uint8Array(ihdrBytes);
    const view = new DataView(ihdr.buffer);
    view.setUint32(0, width);
    view.setUint32(4, height);
    view.setUint8(8, 8 * bytesPerSample);
    view.setUint8(9, colourTypes[channels - 1]!);
    this.#bytes.set(ihdr, offset + chunkHeadBytes);
    offset = this.#frame(offset, "IHDR", ihdrBytes);
    this.#bytes.set(content, offset + chunkHeadBytes);
    offset = this.#frame(offset, contentChunk, content.length);
    this.#frame(offset + this.#layout.totalBytes, "IEND", 0);
    return this.#bytes;
  }

  /** Length, type and CRC around data that is in place; returns where the next chunk starts. */
  #frame(offset: number, type: string, length: number): number {
    this.#view.setUint32(offset, length);
    for (let i = 0; i < 4; i++) this.#bytes[offset + 4 + i] = type.charCodeAt(i);
    const end = offset + chunkHeadBytes + length;
    this.#view.setUint32(end, crc32(this.#bytes.subarray(offset + 4, end)));
    return end + 4;
  }
}
