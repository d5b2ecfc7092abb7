import { inflateSync } from "node:zlib";
import { adler32 } from "../image/png/checksums.ts";
import type { Image } from "../image/image.ts";
import { chunkBytes, pngSignature, readChunks, type RawChunk } from "../image/png/chunks.ts";

type Chunk = Pick<RawChunk, "type" | "data">;

/** The same PNG with its chunks changed and their CRCs right. */
export function rewriteChunks(file: Uint8Array, change: (chunks: Chunk[]) => Chunk[]): Uint8Array {
  const chunks = change(readChunks(file)).map(({ type, data }) => chunkBytes(type, data));
  return new Uint8Array(Buffer.concat([pngSignature, ...chunks]));
}

/** The same pixels in other deflate blocks and IDAT chunks, as another tool may store them. */
export function recut(file: Uint8Array): Uint8Array {
  return rewriteChunks(file, (chunks) => {
    const idat = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
    const stream = storedZlib(inflateSync(Buffer.concat(idat)), 100);
    const pieces = Array.from({ length: Math.ceil(stream.length / 333) }, (_, i) => ({
      type: "IDAT",
      data: stream.subarray(333 * i, 333 * (i + 1)),
    }));
    const first = chunks.findIndex(({ type }) => type === "IDAT");
    const others = chunks.filter(({ type }) => type !== "IDAT");
    return others.toSpliced(first, 0, ...pieces);
  });
}

/** A zlib stream of stored blocks of at most `size` bytes. */
export function storedZlib(bytes: Uint8Array, size: number): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0xda)];
  for (let start = 0; start < bytes.length; start += size) {
    const block = bytes.subarray(start, start + size);
    const head = new DataView(new ArrayBuffer(5));
    head.setUint8(0, start + size >= bytes.length ? 1 : 0);
    head.setUint16(1, block.length, true);
    head.setUint16(3, ~block.length & 0xffff, true);
    parts.push(new Uint8Array(head.buffer), block);
  }
  const sum = new DataView(new ArrayBuffer(4));
  sum.setUint32(0, adler32(bytes));
  return new Uint8Array(Buffer.concat([...parts, new Uint8Array(sum.buffer)]));
}

/** A PNG of an image of 8 bits, gray or RGB, the same whatever zlib does. */
export function storedPng({ width, height, channels, bits, data }: Image): Uint8Array {
  if (bits !== 8 || (channels !== 1 && channels !== 3)) throw new RangeError("gray or RGB only");
  const ihdr = new Uint8Array(13);
  const view = new DataView(ihdr.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  ihdr.set([8, channels === 1 ? 0 : 2], 8);
  const pitch = width * channels;
  const rows = Array.from({ length: height }, (_, y) => [
    Uint8Array.of(0),
    data.subarray(y * pitch, (y + 1) * pitch),
  ]);
  const chunks = [
    { type: "IHDR", data: ihdr },
    { type: "IDAT", data: storedZlib(Buffer.concat(rows.flat()), 65_535) },
    { type: "IEND", data: new Uint8Array(0) },
  ];
  const parts = chunks.map(({ type, data: content }) => chunkBytes(type, content));
  return new Uint8Array(Buffer.concat([pngSignature, ...parts]));
}
