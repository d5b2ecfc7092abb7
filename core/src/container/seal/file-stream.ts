import { ReadWindow, type ReadableFile } from "../../bytes/random-access.ts";
import { rasterBytes } from "../shape/geometry.ts";
import type { Origin } from "../record/origin.ts";
import type { StreamSource } from "./seal-stream.ts";
import { fileRecord, fileShape } from "./source.ts";

/** Bytes that are read at once. */
const pieceBytes = 1 << 20;

/** A file as a source: its bytes, and zeros behind them. */
export function fileStream(file: ReadableFile, origin: Origin): StreamSource {
  const geometry = fileShape(file.size);
  return {
    geometry,
    record: fileRecord(file.size, origin),
    async *pieces() {
      const window = new ReadWindow(file);
      for (let start = 0; start < file.size; start += pieceBytes) {
        yield await window.read(start, Math.min(pieceBytes, file.size - start));
      }
      const zeros = new Uint8Array(pieceBytes);
      for (let left = rasterBytes(geometry) - file.size; left > 0; left -= pieceBytes) {
        yield zeros.subarray(0, Math.min(pieceBytes, left));
      }
    },
  };
}
