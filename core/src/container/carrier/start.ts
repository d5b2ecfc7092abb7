import type { RandomAccess } from "../../bytes/random-access.ts";
import type { Rectangle } from "../../bytes/rectangle.ts";
import { NeuroveilError } from "../../errors.ts";
import { crc32 } from "../../image/png/checksums.ts";
import { pngSignature } from "../../image/png/chunks.ts";
import { chunkFrameBytes, chunkHeadBytes, CarrierLayout } from "./layout.ts";
import { contentChunk, readIhdr } from "./carrier.ts";
import type { ChunkGrid } from "../shape/chunk-grid.ts";
import type { Geometry } from "../shape/geometry.ts";

/** Chunks that may stand before the pixel data: a tool may have added some. */
const mostChunks = 1024;
const mostContentBytes = 2 ** 30;
/** Parts of rows that are read at the same time. */
const readsAtOnce = 32;

/** What stands before the pixel data of a carrier, and where these lie when it is as it was written. */
export class CarrierStart {
  readonly geometry: Geometry;
  /** Content of the private chunk. */
  readonly content: Uint8Array;
  readonly #file: Counting;
  readonly #layout: CarrierLayout;
  /** Offset of the first IDAT chunk. */
  readonly #data: number;

  private constructor(file: Counting, geometry: Geometry, content: Uint8Array, data: number) {
    this.geometry = geometry;
    this.content = content;
    this.#file = file;
    this.#layout = new CarrierLayout(geometry);
    this.#data = data;
  }

  /** @throws NeuroveilError "input" when it is no carrier, "broken" when it is damaged, "unsupported" */
  static async read(file: Uint8Array | RandomAccess): Promise<CarrierStart> {
    const access = new Counting(file instanceof Uint8Array ? inMemory(file) : file);
    const signature = await access.read(0, pngSignature.length);
    if (!pngSignature.every((byte, i) => signature[i] === byte)) throw noCarrier();
    let shape: ReturnType<typeof readIhdr> | undefined;
    let content: Uint8Array | undefined;
    let offset = pngSignature.length;
    for (let count = 0; count < mostChunks; count++) {
      const head = await access.read(offset, chunkHeadBytes);
      if (head.length < chunkHeadBytes) throw damaged("it ends before its pixels");
      const length = new DataView(head.buffer, head.byteOffset).getUint32(0);
      const type = String.fromCharCode(...head.subarray(4));
      if (type === "IDAT") {
        if (content === undefined) throw noCarrier();
        if (shape === undefined || shape.interlaced) throw rewritten();
        return new CarrierStart(access, shape.geometry, content, offset);
      }
      if (type === "IHDR" || type === contentChunk) {
        if (length > mostContentBytes) throw damaged("a chunk is too long");
        const data = await intactData(access, offset, length);
        if (type === "IHDR") shape ??= readIhdr({ data });
        else if (content === undefined) content = data;
        else throw damaged("it has two veIl chunks");
      }
      offset += chunkFrameBytes + length;
    }
    throw damaged(`it has more than ${mostChunks} chunks before its pixels`);
  }

  /** Bytes of the file that were read so far. */
  get bytesRead(): number {
    return this.#file.bytesRead;
  }

  /** The bytes of one chunk of pixels, by themselves, where a writer puts them: only a tag tells. */
  async chunk(grid: ChunkGrid, index: number): Promise<Rectangle> {
    const { first, end } = grid.band(Math.floor(index / grid.columns));
    const left = (index % grid.columns) * grid.chunkBytes;
    const width = Math.min(grid.chunkBytes, this.#layout.strideBytes - 1 - left);
    const rows = end - first;
    // Before there is memory for them: a short file may promise any number of rows.
    await this.#readPieces(...this.#part(end - 1, left, width), new Uint8Array(width));
    const bytes = new Uint8Array(rows * width);
    for (let from = 0; from < rows; from += readsAtOnce) {
      const some = Array.from({ length: Math.min(readsAtOnce, rows - from) }, (_, i) => from + i);
      await Promise.all(
        some.map((row) =>
          this.#readPieces(...this.#part(first + row, left, width), bytes.subarray(row * width)),
        ),
      );
    }
    return { bytes, width, pitch: width };
  }

  /** Where `width` bytes of a row stand among the filtered rows. */
  #part(row: number, left: number, width: number): [start: number, end: number] {
    const start = row * this.#layout.strideBytes + 1 + left;
    return [start, start + width];
  }

  /** Reads bytes [start, end) of the filtered rows, with what lies between deflate blocks left out. */
  async #readPieces(start: number, end: number, to: Uint8Array): Promise<void> {
    const layout = this.#layout;
    const from = layout.offset(start);
    const length = layout.offset(end - 1) + 1 - from;
    const read = await this.#file.read(this.#data + from, length);
    if (read.length !== length) throw damaged("it ends within its pixels");
    let done = 0;
    layout.eachPieceOf(start, end, (index, piece) => {
      const at = layout.offset(index) - from;
      to.set(read.subarray(at, at + piece), done);
      done += piece;
    });
  }
}

/** Counts what is read. */
class Counting implements RandomAccess {
  readonly #file: RandomAccess;
  bytesRead = 0;

  constructor(file: RandomAccess) {
    this.#file = file;
  }

  async read(start: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#file.read(start, length);
    this.bytesRead += bytes.length;
    return bytes;
  }
}

function inMemory(file: Uint8Array): RandomAccess {
  return { read: (start, length) => Promise.resolve(file.subarray(start, start + length)) };
}

async function intactData(file: RandomAccess, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await file.read(offset + 4, length + 8);
  if (bytes.length < length + 8) throw damaged("it ends before its pixels");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint32(length + 4) !== crc32(bytes.subarray(0, length + 4))) {
    throw damaged("a chunk has a wrong CRC");
  }
  return bytes.subarray(4, length + 4);
}

function noCarrier(): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "an image that neuroveil encrypted (a PNG with a veIl chunk before its pixels)",
    got: "another file",
  });
}

function damaged(got: string): NeuroveilError {
  return new NeuroveilError("broken", { expected: "an intact cipher image", got });
}

function rewritten(): NeuroveilError {
  return new NeuroveilError("unsupported", {
    expected: "a cipher image as it was written",
    got: "an interlaced one",
    todo: "decrypt the whole image",
  });
}
