import { rowBytes } from "../../ciphers/raster.ts";
import { adler32, crc32 } from "../../image/png/checksums.ts";
import { pngSignature } from "../../image/png/chunks.ts";
import { blockHeadBytes, CarrierLayout, chunkFrameBytes, chunkHeadBytes } from "./layout.ts";
import type { CarrierTarget } from "./target.ts";
import { copyBytes, isShared } from "../../bytes/shared-memory.ts";
import { pause } from "../../turns.ts";
import { colourTypes, contentChunk } from "./carrier.ts";
import { checkSize, type Geometry } from "../shape/geometry.ts";

const ihdrBytes = 13;
/** Rows that are copied together, which are to stay in the cache: their bytes, at least one row. */
const roomBytes = 1 << 15;

/**
 * Writes a carrier PNG, an IDAT chunk after the other, as soon as their rows are there. Rows can come
 * in any order; pixels that look random do not compress, so they are stored.
 */
export class CarrierWriter {
  readonly #geometry: Geometry;
  readonly #layout: CarrierLayout;
  readonly #target: CarrierTarget;
  readonly #contentBytes: number;
  /** IDAT chunks of which some bytes are there. */
  readonly #open = new Map<number, Uint8Array>();
  /** Rows that were written out of turn: first to end. */
  readonly #ahead = new Map<number, number>();
  /** From the top on, what is complete: rows, deflate blocks and their bytes, IDAT chunks. */
  #rows = 0;
  #blocks = 0;
  #blockBytes = 0;
  #chunks = 0;
  #adler = 1;
  #room: Uint8Array = new Uint8Array(0);
  /** Offset of the first IDAT chunk. */
  readonly #data: number;

  /** @param contentBytes length of what {@link CarrierWriter.finish} will be given */
  constructor(geometry: Geometry, contentBytes: number, target: CarrierTarget) {
    checkSize(geometry);
    this.#geometry = geometry;
    this.#layout = new CarrierLayout(geometry);
    this.#contentBytes = contentBytes;
    this.#target = target;
    this.#data = pngSignature.length + chunkFrameBytes + ihdrBytes + chunkFrameBytes + contentBytes;
    target.open(this.#data + this.#layout.totalBytes + chunkFrameBytes);
  }

  /** Takes whole rows, the first of them row `first`; they can be changed afterwards. */
  async writeRows(first: number, rows: Uint8Array): Promise<void> {
    const pitch = rowBytes(this.#geometry);
    const end = first + rows.length / pitch;
    const few = Math.max(1, Math.floor(roomBytes / pitch));
    for (let row = first; row < end; row += few) {
      const last = Math.min(row + few, end);
      this.#place(row, rows.subarray((row - first) * pitch, (last - first) * pitch));
      // New memory may take longer than the copy.
      await pause();
    }
    this.#ahead.set(first, end);
    for (let next = this.#ahead.get(this.#rows); next; next = this.#ahead.get(this.#rows)) {
      this.#rows = next;
    }
    this.#sumUp();
    await Promise.all(this.#completeChunks());
  }

  /** Adds everything before and behind the pixel data, all of which must have been written. */
  async finish(content: Uint8Array): Promise<void> {
    if (this.#chunks !== this.#layout.chunks) {
      throw new RangeError(`pixel data up to row ${this.#rows} of ${this.#geometry.height}`);
    }
    if (content.length !== this.#contentBytes) {
      throw new RangeError(`content of ${content.length} bytes, not ${this.#contentBytes}`);
    }
    const head = this.#target.take(0, this.#data);
    head.set(pngSignature);
    const ihdr = head.subarray(
      pngSignature.length,
      pngSignature.length + chunkFrameBytes + ihdrBytes,
    );
    const { width, height, channels, bytesPerSample } = this.#geometry;
    const view = viewOf(ihdr.subarray(chunkHeadBytes));
    view.setUint32(0, width);
    view.setUint32(4, height);
    view.setUint8(8, 8 * bytesPerSample);
    view.setUint8(9, colourTypes[channels - 1]!);
    // Compression, filter and interlacing have one method each.
    for (let i = 10; i < ihdrBytes; i++) view.setUint8(i, 0);
    frame(ihdr, "IHDR");
    const veil = head.subarray(pngSignature.length + ihdr.length);
    veil.set(content, chunkHeadBytes);
    frame(veil, contentChunk);
    const end = this.#data + this.#layout.totalBytes;
    const iend = this.#target.take(end, chunkFrameBytes);
    frame(iend, "IEND");
    await Promise.all([this.#target.put(0, head), this.#target.put(end, iend)]);
  }

  /** Copies a few rows to where they stand in the IDAT chunks. */
  #place(first: number, rows: Uint8Array): void {
    const layout = this.#layout;
    const samples = isShared(rows) ? this.#unshared(rows) : rows;
    let done = 0;
    const copy = (index: number, length: number): void => {
      const part = samples.subarray(done, done + length);
      this.#chunk(layout.chunkOf(index)).set(part, layout.at(index));
      done += length;
    };
    for (let row = first; done < rows.length; row++) {
      const filter = row * layout.strideBytes;
      this.#chunk(layout.chunkOf(filter))[layout.at(filter)] = 0;
      layout.eachPiece(row, copy);
    }
  }

  /** Rows in memory that every place can be copied from quickly. */
  #unshared(rows: Uint8Array): Uint8Array {
    if (this.#room.length < rows.length) this.#room = new Uint8Array(rows.length);
    copyBytes(rows, this.#room);
    return this.#room.subarray(0, rows.length);
  }

  #chunk(index: number): Uint8Array {
    let part = this.#open.get(index);
    if (part !== undefined) return part;
    const { start, length } = this.#layout.chunk(index);
    part = this.#target.take(this.#data + start, length);
    // zlib: deflate with a 32 KB window, no dictionary, fastest level (RFC 1950).
    if (index === 0) viewOf(part).setUint16(chunkHeadBytes, 0x7801);
    this.#open.set(index, part);
    return part;
  }

  /** Heads the blocks that are complete, while other rows are still being worked on elsewhere. */
  #sumUp(): void {
    const { blocks, strideBytes } = this.#layout;
    while (this.#blocks < blocks) {
      const { chunk, at, length, last } = this.#layout.block(this.#blocks);
      if (this.#blockBytes + length > this.#rows * strideBytes) break;
      const part = this.#chunk(chunk);
      const head = viewOf(part.subarray(at - blockHeadBytes, at));
      head.setUint8(0, last ? 1 : 0);
      head.setUint16(1, length, true);
      head.setUint16(3, ~length & 0xffff, true);
      this.#adler = adler32(part.subarray(at, at + length), this.#adler);
      this.#blockBytes += length;
      this.#blocks++;
    }
  }

  *#completeChunks(): Generator<Promise<void>> {
    const { chunks } = this.#layout;
    while (this.#chunks < chunks && this.#layout.chunkBlocks(this.#chunks) <= this.#blocks) {
      const index = this.#chunks++;
      const part = this.#chunk(index);
      if (index === chunks - 1) viewOf(part).setUint32(this.#layout.adler.at, this.#adler);
      frame(part, "IDAT");
      this.#open.delete(index);
      yield this.#target.put(this.#data + this.#layout.chunk(index).start, part);
    }
  }
}

/** Length, type and CRC around a chunk's data that are in place. */
function frame(chunk: Uint8Array, type: string): void {
  const view = viewOf(chunk);
  view.setUint32(0, chunk.length - chunkFrameBytes);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  const end = chunk.length - (chunkFrameBytes - chunkHeadBytes);
  view.setUint32(end, crc32(chunk.subarray(4, end)));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
