import { createCipheriv, createDecipheriv } from "node:crypto";
import { piecesOf, type Rectangle } from "../bytes/rectangle.ts";
import { copyBytes } from "../bytes/shared-memory.ts";

/** Results of this size are recycled by the allocator and stay in the cache. */
const piece = 1 << 14;

/** AES-256-GCM in place, in the calling thread, also on shared memory. @returns the tag */
export function sealInPlace(
  key: Uint8Array,
  iv: Uint8Array,
  additionalData: Uint8Array,
  chunk: Rectangle,
): Uint8Array {
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(additionalData);
  replace(chunk, (part) => cipher.update(part));
  cipher.final();
  return new Uint8Array(cipher.getAuthTag());
}

/** The way back; what stands there after a failure must not be used. @returns whether the tag fits */
export function openInPlace(
  key: Uint8Array,
  iv: Uint8Array,
  additionalData: Uint8Array,
  chunk: Rectangle,
  tag: Uint8Array,
): boolean {
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 });
  decipher.setAAD(additionalData).setAuthTag(tag);
  replace(chunk, (part) => decipher.update(part));
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

function replace(chunk: Rectangle, update: (part: Uint8Array) => Uint8Array): void {
  // Short rows go several at a time: a call of OpenSSL costs as much as a kilobyte.
  const rowsAtOnce = chunk.width === chunk.pitch ? 1 : Math.floor(piece / chunk.width);
  if (rowsAtOnce > 1) return replaceRows(chunk, rowsAtOnce, update);
  for (const bytes of piecesOf(chunk)) {
    for (let start = 0; start < bytes.length; start += piece) {
      const part = bytes.subarray(start, start + piece);
      copyBytes(update(part), part);
    }
  }
}

function replaceRows(
  { bytes, width, pitch }: Rectangle,
  rowsAtOnce: number,
  update: (part: Uint8Array) => Uint8Array,
): void {
  const room = new Uint8Array(rowsAtOnce * width);
  for (let first = 0; first < bytes.length; first += rowsAtOnce * pitch) {
    const rows = [
      ...piecesOf({ bytes: bytes.subarray(first, first + rowsAtOnce * pitch), width, pitch }),
    ];
    rows.forEach((row, i) => copyBytes(row, room.subarray(i * width)));
    const done = update(room.subarray(0, rows.length * width));
    rows.forEach((row, i) => copyBytes(done.subarray(i * width, (i + 1) * width), row));
  }
}
