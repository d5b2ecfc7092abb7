import { chacha20 } from "@noble/ciphers/chacha.js";

const pieceBytes = 1 << 16;
const noNonce = new Uint8Array(12);

/** The ChaCha20 keystream of a 32-byte key at nonce zero, so that a control is weak only by design. */
export function keystreamBytes(key: Uint8Array, length: number): Uint8Array {
  return chacha20(key.slice(), noNonce, new Uint8Array(length));
}

/** The same keystream, 32 bits at a time, little-endian. */
export function keyedWords(key: Uint8Array): () => number {
  let at = pieceBytes;
  let counter = 0;
  let piece = new DataView(new ArrayBuffer(0));
  return () => {
    if (at === pieceBytes) {
      const bytes = chacha20(key.slice(), noNonce, new Uint8Array(pieceBytes), undefined, counter);
      piece = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      counter += pieceBytes / 64;
      at = 0;
    }
    const word = piece.getUint32(at, true);
    at += 4;
    return word;
  };
}
