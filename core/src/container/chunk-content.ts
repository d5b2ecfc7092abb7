import { NeuroveilError } from "../errors.ts";
import { decodeCbor, encodeCbor } from "./strict-cbor.ts";

/** What the carrier's private chunk holds: five byte strings in a CBOR array, or seven with a residual. */
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
  /** What a lossy cipher loses, sealed. */
  readonly residual?: SealedResidual | undefined;
}

export interface SealedResidual {
  /** AES-256-GCM nonce. */
  readonly nonce: Uint8Array;
  /** The residual's plaintext, encrypted, with its tag. */
  readonly sealed: Uint8Array;
}

const headerMacBytes = 32;
const nonceBytes = 12;
const bounds = { bytes: 2 ** 30, items: 8 };

export function encodeContent(content: ChunkContent): Uint8Array {
  const { header, headerMac, recordNonce, record, proof, residual } = content;
  const parts = [header, headerMac, recordNonce, record, proof];
  return encodeCbor(residual === undefined ? parts : [...parts, residual.nonce, residual.sealed]);
}

/** Length of the encoded content for parts of these lengths. */
export function contentLength(parts: {
  readonly header: number;
  readonly record: number;
  readonly proof: number;
  /** Of the sealed residual, where there is one. */
  readonly residual?: number | undefined;
}): number {
  const strings = [parts.header, headerMacBytes, nonceBytes, parts.record, parts.proof];
  if (parts.residual !== undefined) strings.push(nonceBytes, parts.residual);
  return strings.reduce((sum, length) => sum + byteStringHead(length) + length, 1);
}

/** Bytes that CBOR puts before a byte string (RFC 8949, 3). */
function byteStringHead(length: number): number {
  if (length < 24) return 1;
  if (length < 2 ** 8) return 2;
  return length < 2 ** 16 ? 3 : 5;
}

/** @throws NeuroveilError "broken" when it is anything else than these five or seven parts */
export function decodeContent(bytes: Uint8Array): ChunkContent {
  const parts = decodeCbor(bytes, "the veIl chunk", bounds);
  if (isParts(parts)) {
    const [header, headerMac, recordNonce, record, proof, nonce, sealed] = parts;
    const nonces = [recordNonce, nonce ?? recordNonce];
    if (
      headerMac.length === headerMacBytes &&
      nonces.every(({ length }) => length === nonceBytes)
    ) {
      const residual = nonce && sealed && { nonce, sealed };
      return { header, headerMac, recordNonce, record, proof, residual };
    }
  }
  throw new NeuroveilError("broken", {
    expected: "five or seven byte strings in the veIl chunk",
    got: "something else",
  });
}

type FiveParts = [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];

function isParts(value: unknown): value is [...FiveParts, Uint8Array?, Uint8Array?] {
  return (
    Array.isArray(value) &&
    (value.length === 5 || value.length === 7) &&
    value.every((part) => part instanceof Uint8Array)
  );
}
