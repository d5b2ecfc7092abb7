import { inflateSync } from "node:zlib";
import { concat } from "../../bytes/arrays.ts";
import { chunkBytes, pngSignature, readChunks } from "../png/chunks.ts";

/** A segment as it stands in a file. */
export interface Listed {
  readonly marker: number;
  readonly data: Uint8Array;
}

/** What a JPEG file consists of, read in the plainest way, to compare with. */
export function listJpeg(file: Uint8Array): { segments: Listed[]; tail: Uint8Array } {
  const segments: Listed[] = [];
  let at = 2;
  for (;;) {
    while (!(file[at] === 0xff && file[at + 1]! > 0 && file[at + 1]! < 0xff)) {
      at += 1;
      if (at >= file.length) throw new Error("no end of image");
    }
    const marker = file[at + 1]!;
    at += 2;
    if (marker === 0xd9) return { segments, tail: file.subarray(at) };
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    const end = at + ((file[at]! << 8) | file[at + 1]!);
    segments.push({ marker, data: file.subarray(at + 2, end) });
    at = end;
  }
}

/** A segment's bytes. */
export function segmentOf(marker: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const data = concat(parts.map((part) => (typeof part === "string" ? latin1(part) : part)));
  const length = data.length + 2;
  return concat([Uint8Array.of(0xff, marker, length >> 8, length & 255), data]);
}

/** The file with more segments behind SOI. */
export function withSegments(file: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array {
  return concat([file.subarray(0, 2), ...segments, file.subarray(2)]);
}

/** The file without its application segments and comments. */
export function plainJpeg(file: Uint8Array): Uint8Array {
  const { segments } = listJpeg(file);
  const first = segments.find(({ marker }) => marker < 0xe0)!;
  const start = first.data.byteOffset - file.byteOffset - 4;
  return concat([file.subarray(0, 2), file.subarray(start)]);
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** The contents of a PNG's chunks of metadata, without their names: profiles expanded, text alone. */
export function pngContents(png: Uint8Array): Uint8Array[] {
  return readChunks(png).map(({ type, data }) => {
    const name = data.indexOf(0) + 1;
    const keyword = String.fromCharCode(...data.subarray(0, name));
    if (type === "iCCP") return plain(inflateSync(data.subarray(name + 1)));
    if (type === "tEXt") return data.subarray(name);
    if (type === "iTXt") return data.subarray(name + 4);
    if (type === "zTXt" && keyword.startsWith("Raw profile type "))
      return rawProfile(plain(inflateSync(data.subarray(name + 1))));
    return data;
  });
}

function rawProfile(text: Uint8Array): Uint8Array {
  const [, , , ...lines] = new TextDecoder().decode(text).split("\n");
  return plain(Buffer.from(lines.join(""), "hex"));
}

function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}

/** The PNG with a chunk before its data, and what else there is to do to it. */
export function withChunk(png: Uint8Array, type: string, data: Uint8Array): Uint8Array {
  const chunks = readChunks(png).map((chunk) => chunkBytes(chunk.type, chunk.data));
  return concat([pngSignature, chunks[0]!, chunkBytes(type, data), ...chunks.slice(1)]);
}
