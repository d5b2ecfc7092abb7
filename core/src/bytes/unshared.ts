/**
 * The same bytes where WebCrypto takes them: it refuses views of a SharedArrayBuffer, on which the
 * ciphers' threads work. Copies only in that case.
 */
export function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return isUnshared(bytes) ? bytes : new Uint8Array(bytes);
}

function isUnshared(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}
