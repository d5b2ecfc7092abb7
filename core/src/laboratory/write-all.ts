import { copyBytes } from "../bytes/shared-memory.ts";
import type { PositionedFile } from "../container/index.ts";

/** Written at once: memory that threads share is copied, which not every file takes. */
const pieceBytes = 1 << 20;

/** Writes all of `bytes` at a place. */
export async function writeAll(
  file: PositionedFile,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  const room = new Uint8Array(Math.min(pieceBytes, bytes.length));
  // A file without content is made as well.
  if (bytes.length === 0) await file.write(room, 0, 0, position);
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const piece = bytes.subarray(start, start + pieceBytes);
    copyBytes(piece, room);
    for (let done = 0; done < piece.length;) {
      const at = position + start + done;
      const { bytesWritten } = await file.write(room, done, piece.length - done, at);
      done += bytesWritten;
    }
  }
}
