import { NeuroveilError } from "../errors.ts";
import { decodeCbor, encodeCbor } from "./strict-cbor.ts";

/** What the carrier's private chunk holds: five byte strings in a CBOR array. */
export interface ChunkContent {
  /** The header, as the bytes that its MAC covers. */
  readonly header: Uint8Array;
  /** HMAC-SHA-256 over them. */
  readonly headerMac: Uint8Array;
  /** AES-256-GCM nonce of the sealed record. */
  readonly recordNonce: Uint8Array;
  /** The sealed record with its tag. */
  readonly record: Uint8Array;
  /** What protects the pixels: GCM tags, an HMAC, or nothing. */
  readonly proof: Uint8Array;
}

const headerMacBytes = 32;
const recordNonceBytes = 12;
const bounds = { bytes: 2 ** 29, items: 6 };

export function encodeContent(content: ChunkContent): Uint8Array {
  const { header, headerMac, recordNonce, record, proof } = content;
  return encodeCbor([header, headerMac, recordNonce, record, proof]);
}

/** Length of the encoded content for parts of these lengths. */
export function contentLength(parts: {
  readonly header: number;
  readonly record: number;
  readonly proof: number;
}): number {
  const strings = [parts.header, headerMacBytes, recordNonceBytes, parts.record, parts.proof];
  return strings.reduce((sum, length) => sum + byteStringHead(length) + length, 1);
}

/** Bytes that CBOR puts before a byte string (RFC 8949, 3). */
function byteStringHead(length: number): number {
  if (length < 24) return 1;
  if (length < 2 ** 8) return 2;
  return length < 2 ** 16 ? 3 : 5;
}

/** @throws NeuroveilError "broken" when it is anything else than these five parts */
export function decodeContent(bytes: Uint8Array): ChunkContent {
  const parts = decodeCbor(bytes, "the veIl chunk", bounds);
  if (Array.isArray(parts) && parts.length === 5 && parts.every((p) => p instanceof Uint8Array)) {
    const [header, headerMac, recordNonce, record, proof] = parts as FiveParts;
    if (headerMac.length === headerMacBytes && recordNonce.length === recordNonceBytes) {
      return { header, headerMac, recordNonce, record, proof };
    }
  }
  throw new NeuroveilError(
    "broken",
    "expected five byte strings in the veIl chunk, got something else",
  );
}

type FiveParts = [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
