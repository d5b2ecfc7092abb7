import { crc32 } from "./checksums.ts";
import { NeuroveilError } from "../errors.ts";
import { damaged } from "./damaged.ts";
import { NotPixels } from "./not-pixels.ts";
import { textInstead, textTransfer } from "./text-transfer.ts";

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

// IDAT is often cut in 8 KB pieces: 1 GiB of them is 131,072 chunks. More is an attack on memory.
const mostChunks = 1 << 20;

/**
 * Cuts a PNG file into its chunks, from IHDR to IEND; what follows IEND is {@link behindEnd}.
 * @param options.lenientCrc keep chunks with a wrong CRC (`crcOk` tells them) instead of refusing
 * @throws NeuroveilError "broken" when the signature, a length, a type, the order of IHDR and IEND,
 *   or a CRC is wrong; NotPixels when that of nothing but ancillary chunks is, so that every program shows
 *   the image
 */
export function readChunks(
  file: Uint8Array,
  options: { readonly lenientCrc?: boolean } = {},
): RawChunk[] {
  requireSignature(file);
  // A plain view: the methods of a Node Buffer differ, and would spread to everything cut from it.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: RawChunk[] = [];
  let offset = pngSignature.length;
  let wrong: string | undefined;
  for (;;) {
    if (offset + 12 > bytes.length) throw damaged("PNG", "it ends before its IEND chunk");
    if (chunks.length === mostChunks) throw damaged("PNG", `it has more than ${mostChunks} chunks`);
    const length = view.getUint32(offset);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (!/^[A-Za-z]{4}$/.test(type))
      throw damaged("PNG", `a chunk type at byte ${offset + 4} is damaged`);
    if (length > bytes.length - offset - 12) throw damaged("PNG", `its ${type} chunk is cut short`);
    const end = offset + 8 + length;
    const crcOk = crc32(bytes.subarray(offset + 4, end)) === view.getUint32(end);
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
  const { message } = damaged("PNG", `the CRC of its ${wrong} chunk is wrong`);
  throw new NotPixels("broken", message, `a PNG with a damaged ${wrong} chunk`);
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
  throw new NeuroveilError("broken", `expected an intact PNG file, got ${textInstead(transfer)}`);
}

/** One chunk as it stands in a file: length, type, content, CRC. */
export function chunkBytes(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}
