import type { ByteSource } from "./orbits.ts";

const pieceBytes = 1024;

/** Numbers of 32 bits from a byte source, little-endian; it takes 1,024 bytes at once. */
export function wordsOf(source: ByteSource): () => number {
  const piece = new Uint8Array(pieceBytes);
  const view = new DataView(piece.buffer);
  let at = pieceBytes;
  return () => {
    if (at === pieceBytes) {
      source.read(piece);
      at = 0;
    }
    at += 4;
    return view.getUint32(at - 4, true);
  };
}
