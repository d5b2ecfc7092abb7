import { type ReadableFile, ReadWindow, readWhole } from "../../bytes/random-access.ts";
import { asFile, NeuroveilError, sizeText } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { NotPixels } from "../not-pixels.ts";
import { crc32 } from "./checksums.ts";
import { isCritical, mostChunks, pngSignature } from "./chunks.ts";

/** A chunk, and where its content stands in the file. */
export interface ScannedChunk {
  readonly type: string;
  readonly start: number;
  readonly length: number;
  /** Its content; of IDAT, which may be of any length, nothing. */
  readonly data: Uint8Array;
}

/** The chunks of a PNG that is not in memory. */
export interface ScannedPng {
  readonly chunks: readonly ScannedChunk[];
  /** Where the file goes on behind IEND. */
  readonly end: number;
}

export interface ScanLimits {
  /** The most bytes of content beside IDAT. */
  readonly mostBytes: number;
}

const frameBytes = 12;
/** Of content that is read at once. */
const pieceBytes = 1 << 20;

/**
 * Cuts a PNG into its chunks as `readChunks` does, without reading IDAT: whether its CRCs are right shows
 * in {@link imageData}.
 * @throws NeuroveilError as `readChunks`; "limit" for more content beside IDAT than allowed
 */
export async function scanChunks(
  file: ReadableFile,
  { mostBytes }: ScanLimits,
): Promise<ScannedPng> {
  const { size } = file;
  const window = new ReadWindow(file);
  const signed = size >= pngSignature.length && (await window.read(0, pngSignature.length)).join();
  if (signed !== pngSignature.join()) throw damaged("PNG", "its signature is damaged");
  const chunks: ScannedChunk[] = [];
  const most = mostChunks(size);
  let [start, kept] = [pngSignature.length, 0];
  let wrong: string | undefined;
  for (;;) {
    if (start + frameBytes > size) throw damaged("PNG", "it ends before its IEND chunk");
    if (chunks.length === most) throw damaged("PNG", `it has more than ${most} chunks`);
    const head = await window.read(start, 8);
    const length = new DataView(head.buffer, head.byteOffset, 8).getUint32(0);
    const type = String.fromCharCode(...head.subarray(4));
    if (!/^[A-Za-z]{4}$/.test(type)) {
      throw damaged("PNG", `a chunk type at byte ${start + 4} is damaged`);
    }
    if (length > size - start - frameBytes) throw damaged("PNG", `its ${type} chunk is cut short`);
    if ((type === "IHDR") !== (chunks.length === 0)) {
      throw damaged("PNG", "IHDR must come first and once");
    }
    let data: Uint8Array = new Uint8Array();
    if (type !== "IDAT") {
      kept += length;
      if (kept > mostBytes) throw tooMuch(mostBytes);
      const whole = (await readWhole(file, start + 4, length + 8)).slice();
      if (!hasRightCrc(whole)) {
        if (isCritical(type)) throw damaged("PNG", `the CRC of its ${type} chunk is wrong`);
        wrong ??= type;
      }
      data = whole.subarray(4, 4 + length);
    }
    chunks.push({ type, start: start + 8, length, data });
    start += frameBytes + length;
    if (type === "IEND") break;
  }
  if (wrong === undefined) return { chunks, end: start };
  const { refusal } = damaged("PNG", `the CRC of its ${wrong} chunk is wrong`);
  throw new NotPixels("broken", refusal, `a PNG with a damaged ${wrong} chunk`);
}

/**
 * The content of all IDAT chunks, in pieces; each is to be used before the next is asked for.
 * @throws NeuroveilError "broken" for a wrong CRC
 */
export async function* imageData(
  file: ReadableFile,
  { chunks }: ScannedPng,
): AsyncGenerator<Uint8Array> {
  const window = new ReadWindow(file);
  for (const { type, start, length } of chunks) {
    if (type !== "IDAT") continue;
    let crc = crc32(await window.read(start - 4, 4));
    for (let done = 0; done < length; done += pieceBytes) {
      const piece = await window.read(start + done, Math.min(pieceBytes, length - done));
      crc = crc32(piece, crc);
      yield piece;
    }
    const end = await window.read(start + length, 4);
    if (new DataView(end.buffer, end.byteOffset, 4).getUint32(0) !== crc) {
      throw damaged("PNG", "the CRC of its IDAT chunk is wrong");
    }
  }
}

/** Of type, content and CRC. */
function hasRightCrc(bytes: Uint8Array): boolean {
  const end = bytes.length - 4;
  return (
    new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0) ===
    crc32(bytes.subarray(0, end))
  );
}

function tooMuch(most: number): NeuroveilError {
  return new NeuroveilError("limit", {
    expected: `at most ${sizeText(most)} beside the pixels of a PNG`,
    got: "more",
    todo: asFile,
  });
}
