import { codecs } from "#codecs";
import { atOnce, stepBytes, type Steps } from "../../turns.ts";
import { crc32 } from "./checksums.ts";
import { NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { NotPixels } from "../not-pixels.ts";
import { textInstead, textTransfer } from "../text-transfer.ts";

/** The eight bytes that every PNG file starts with. */
export const pngSignature: Uint8Array = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

export interface RawChunk {
  /** Four letters, as stored. */
  type: string;
  /** Content; a view of the file, not a copy. */
  data: Uint8Array;
  /** Whether the stored CRC is right. */
  crcOk: boolean;
}

// Each chunk costs a reader some microseconds, however short it is. IDAT is often cut in 8 KB pieces.
const chunksOfAnySize = 1 << 13;
const bytesPerChunk = 1 << 8;
/** How many chunks a PNG of so many bytes may have. */
export function mostChunks(fileBytes: number): number {
  return Math.max(chunksOfAnySize, Math.floor(fileBytes / bytesPerChunk));
}

/** What cutting off one chunk takes, in bytes that could be summed up meanwhile. */
const cutBytes = 1 << 8;
/** zlib sums up a megabyte in less than a millisecond. */
const crcStepBytes = 1 << 20;

/**
 * Cuts a PNG file into its chunks, from IHDR to IEND; what follows IEND is {@link behindEnd}.
 * @param options.lenientCrc keep chunks with a wrong CRC (`crcOk` tells them) instead of refusing
 * @throws NeuroveilError "broken" when the signature, a length, a type, the order of IHDR and IEND,
 *   or a CRC is wrong; NotPixels when that of nothing but ancillary chunks is, so that every program shows
 *   the image
 */
export function readChunks(file: Uint8Array, options: ReadOptions = {}): RawChunk[] {
  return atOnce(chunkSteps(file, options));
}

interface ReadOptions {
  readonly lenientCrc?: boolean;
}

/** The same with pauses. */
export function* chunkSteps(file: Uint8Array, options: ReadOptions = {}): Steps<RawChunk[]> {
  requireSignature(file);
  // A plain view: the methods of a Node Buffer differ, and would spread to everything cut from it.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: RawChunk[] = [];
  const most = mostChunks(file.length);
  let offset = pngSignature.length;
  let work = 0;
  let wrong: string | undefined;
  for (;;) {
    // A file may have a million chunks of a few bytes each.
    if (work >= stepBytes) yield;
    work %= stepBytes;
    if (offset + 12 > bytes.length) throw damaged("PNG", "it ends before its IEND chunk");
    if (chunks.length === most) throw damaged("PNG", `it has more than ${most} chunks`);
    const length = view.getUint32(offset);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (!/^[A-Za-z]{4}$/.test(type))
      throw damaged("PNG", `a chunk type at byte ${offset + 4} is damaged`);
    if (length > bytes.length - offset - 12) throw damaged("PNG", `its ${type} chunk is cut short`);
    const end = offset + 8 + length;
    const crcOk = (yield* crcSteps(bytes.subarray(offset + 4, end))) === view.getUint32(end);
    work += cutBytes + length;
    if (!crcOk && options.lenientCrc !== true) {
      if (isCritical(type)) throw damaged("PNG", `the CRC of its ${type} chunk is wrong`);
      wrong ??= type;
    }
    if ((type === "IHDR") !== (chunks.length === 0))
      throw damaged("PNG", "IHDR must come first and once");
    chunks.push({ type, data: bytes.subarray(offset + 8, end), crcOk });
    if (type === "IEND") break;
    offset = end + 4;
  }
  if (wrong === undefined) return chunks;
  const { refusal } = damaged("PNG", `the CRC of its ${wrong} chunk is wrong`);
  throw new NotPixels("broken", refusal, `a PNG with a damaged ${wrong} chunk`);
}

/** Whether a decoder must understand a chunk: its first letter is upper case. */
export function isCritical(type: string): boolean {
  return /^[A-Z]/.test(type);
}

/** What follows the chunks that {@link readChunks} has cut from a file. */
export function behindEnd(file: Uint8Array, chunks: readonly RawChunk[]): Uint8Array {
  const length = chunks.reduce((sum, { data }) => sum + data.length + 12, pngSignature.length);
  return file.subarray(length);
}

function requireSignature(file: Uint8Array): void {
  if (pngSignature.every((byte, i) => file[i] === byte)) return;
  const transfer = textTransfer(file);
  if (transfer === undefined) throw damaged("PNG", "its signature is damaged");
  throw new NeuroveilError("broken", {
    expected: "an intact PNG file",
    got: textInstead(transfer),
  });
}

function* crcSteps(bytes: Uint8Array): Steps<number> {
  let sum = 0;
  for (let start = 0; start < bytes.length; start += crcStepBytes) {
    if (start > 0) yield;
    sum = crc32(bytes.subarray(start, start + crcStepBytes), sum);
  }
  return sum;
}

/** What a chunk is made of: four letters and its content, in parts. */
export interface ChunkParts {
  readonly type: string;
  readonly parts: readonly Uint8Array[];
}

/** A PNG file of these chunks. */
export function* fileOfChunks(chunks: readonly ChunkParts[]): Steps<Uint8Array> {
  const lengths = chunks.map(({ parts }) => parts.reduce((sum, { length }) => sum + length, 12));
  const size = lengths.reduce((sum, length) => sum + length, pngSignature.length);
  const file = codecs.allocate(size);
  file.set(pngSignature);
  let at = pngSignature.length;
  for (const [i, chunk] of chunks.entries()) {
    yield* writeChunk(file.subarray(at, at + lengths[i]!), chunk);
    at += lengths[i]!;
  }
  return file;
}

/** One chunk as it stands in a file: length, type, content, CRC. */
export function chunkBytes(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  atOnce(writeChunk(bytes, { type, parts: [data] }));
  return bytes;
}

function* writeChunk(bytes: Uint8Array, { type, parts }: ChunkParts): Steps {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 4;
  view.setUint32(0, end - 8);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  let at = 8;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
    yield;
  }
  view.setUint32(end, yield* crcSteps(bytes.subarray(4, end)));
}
