import { deflateSync, inflateSync } from "node:zlib";

/**
 * A PNG with one sample changed and all of its own sums made right again, as somebody does who wants
 * the change to go unnoticed.
 * @param at position of the byte among the PNG's filtered rows, 0 to 1
 */
export function changeOneSample(png: Uint8Array, at: number): Uint8Array {
  const chunks = [...split(png)];
  const data = chunks.filter((chunk) => chunk.type === "IDAT").map((chunk) => chunk.data);
  const rows = inflateSync(Buffer.concat(data));
  const rowBytes = rows.length / new DataView(png.buffer, png.byteOffset).getUint32(20);
  let position = Math.min(rows.length - 1, Math.floor(at * rows.length));
  // The first byte of a row is the filter's number, no sample.
  if (position % rowBytes === 0) position++;
  rows[position]! ^= 1;
  const first = chunks.findIndex((chunk) => chunk.type === "IDAT");
  const parts = chunks.flatMap((chunk, i) => {
    if (chunk.type !== "IDAT") return [join(chunk.type, chunk.data)];
    return i === first ? [join("IDAT", deflateSync(rows, { level: 0 }))] : [];
  });
  return Buffer.concat([png.subarray(0, 8), ...parts]);
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

function* split(png: Uint8Array): Generator<Chunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString("latin1");
    yield { type, data: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

function join(type: string, data: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}

/** PNG's checksum, bit by bit: node:zlib has it only from 20.15 on. */
function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
