import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import { tailOf, type Leftover } from "../leftover.ts";

export interface WebpChunk {
  /** Four letters. */
  readonly type: string;
  readonly data: Uint8Array;
}

/** Chunks that make up a picture, or are kept (RFC 9649, section 2.7). */
const known: ReadonlySet<string> = new Set([
  "VP8 ",
  "VP8L",
  "VP8X",
  "ALPH",
  "ICCP",
  "EXIF",
  "XMP ",
  "ANIM",
  "ANMF",
]);

/** The chunks of a WebP file, and what will not come back of it. */
export function readWebp(file: Uint8Array): {
  readonly chunks: readonly WebpChunk[];
  readonly leftovers: readonly Leftover[];
} {
  // Behind the type and the length.
  const end = 8 + new ByteReader(file, "WebP", { little: true }, 4).u32();
  if (end > file.length) throw damaged("WebP", "it is cut short");
  const chunks = readChunks(file.subarray(12, end));
  const leftovers: Leftover[] = chunks
    .filter(({ type }) => !known.has(type))
    .map(({ type, data }) => ({
      what: `the chunk ${JSON.stringify(type)}`,
      bytes: data.length,
    }));
  return { chunks, leftovers: [...leftovers, ...tailOf(file.subarray(end), "its end")] };
}

/** Chunks one after another: type, length, content of an even length. */
export function readChunks(bytes: Uint8Array): WebpChunk[] {
  const reader = new ByteReader(bytes, "WebP", { little: true });
  const chunks: WebpChunk[] = [];
  while (reader.left > 0) {
    const type = reader.letters(4);
    const length = reader.u32();
    chunks.push({ type, data: reader.bytes(length) });
    if (length % 2 === 1 && reader.left > 0) reader.at += 1;
  }
  return chunks;
}

/** The reverse. */
export function chunkOf({ type, data }: WebpChunk): Uint8Array {
  const bytes = new Uint8Array(8 + data.length + (data.length % 2));
  for (let i = 0; i < 4; i++) bytes[i] = type.charCodeAt(i);
  new DataView(bytes.buffer).setUint32(4, data.length, true);
  bytes.set(data, 8);
  return bytes;
}
