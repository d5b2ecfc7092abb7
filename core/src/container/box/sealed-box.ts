import { concat } from "../../bytes/arrays.ts";
import { unshared } from "../../bytes/unshared.ts";
import { NeuroveilError } from "../../errors.ts";
import { padme } from "./padme.ts";

const nonceBytes = 12;
const tagBytes = 16;
/** The least bytes of a box: nonce and tag around nothing. */
export const leastBoxBytes: number = nonceBytes + tagBytes;

/** Most bytes that are sealed in one piece, which must fit in memory beside the image. */
export const mostPaddedBytes: number = 2 ** 28;
/** Shorter ones all have the same length. */
const leastPadded = 512;
const lengthBytes = 4;

/** Length of a sealed box around `plain` bytes. */
export function sealedLength(plain: number): number {
  return leastBoxBytes + plain;
}

/**
 * AES-256-GCM over what lies beside the pixels; the header's hash as associated data ties it to its
 * slot.
 * @param nonce 12 bytes; random when not given, which is for test vectors
 * @returns nonce, ciphertext and tag
 */
export async function sealBox(
  key: CryptoKey,
  headerHash: Uint8Array,
  plain: Uint8Array,
  nonce: Uint8Array = crypto.getRandomValues(new Uint8Array(nonceBytes)),
): Promise<Uint8Array> {
  const parameters = gcm(nonce, headerHash);
  const sealed = await crypto.subtle.encrypt(parameters, key, unshared(plain));
  return concat([nonce, new Uint8Array(sealed)]);
}

/**
 * @param what is sealed, for the message
 * @throws NeuroveilError "tampered" when the tag does not match
 */
export async function openBox(
  key: CryptoKey,
  headerHash: Uint8Array,
  box: Uint8Array,
  what: string,
): Promise<Uint8Array> {
  try {
    const parameters = gcm(box.subarray(0, nonceBytes), headerHash);
    const sealed = unshared(box.subarray(nonceBytes));
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed));
  } catch (cause) {
    throw new NeuroveilError("tampered", {
      expected: `the sealed ${what} as written`,
      got: "something else",
      todo: "get the file again from its sender",
      cause,
    });
  }
}

function gcm(nonce: Uint8Array, headerHash: Uint8Array): AesGcmParams {
  return { name: "AES-GCM", iv: unshared(nonce), additionalData: unshared(headerHash) };
}

/**
 * Bytes behind their length (4 bytes, big-endian), zeros up to a Padmé length.
 * @param parts of at most {@link mostPaddedBytes} together
 */
export function pad(...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const plain = new Uint8Array(paddedLength(length));
  new DataView(plain.buffer).setUint32(0, length);
  let done = lengthBytes;
  for (const part of parts) {
    plain.set(part, done);
    done += part.length;
  }
  return plain;
}

/** Bytes that so many have with length and padding. */
export function paddedLength(length: number): number {
  return padme(lengthBytes + length, leastPadded);
}

/**
 * What {@link pad} was given.
 * @throws NeuroveilError "broken" when it is anything else than {@link pad} makes
 */
export function unpad(plain: Uint8Array, what: string): Uint8Array {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const length = plain.length < lengthBytes ? Infinity : view.getUint32(0);
  if (length > Math.min(plain.length - lengthBytes, mostPaddedBytes)) {
    throw broken(what, "one that is cut short");
  }
  if (plain.length !== paddedLength(length)) throw broken(what, "one of another length");
  const end = lengthBytes + length;
  if (plain.subarray(end).some((byte) => byte !== 0)) {
    throw broken(what, "something else than zeros behind it");
  }
  return plain.subarray(lengthBytes, end);
}

function broken(what: string, got: string): NeuroveilError {
  return new NeuroveilError("broken", { expected: `a whole sealed ${what}`, got });
}
