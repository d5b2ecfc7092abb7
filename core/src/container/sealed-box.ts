import { NeuroveilError } from "../errors.ts";
import { unshared } from "../bytes/unshared.ts";

const tagBytes = 16;

/** Length of a sealed box around `plain` bytes. */
export function sealedLength(plain: number): number {
  return plain + tagBytes;
}

/**
 * AES-256-GCM over what lies beside the pixels; the header's hash as associated data ties it to its
 * image.
 */
export async function sealBox(
  key: CryptoKey,
  nonce: Uint8Array,
  headerHash: Uint8Array,
  plain: Uint8Array,
): Promise<Uint8Array> {
  const parameters = gcm(nonce, headerHash);
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, unshared(plain)));
}

/**
 * @param what is sealed, for the message
 * @throws NeuroveilError "tampered" when the tag does not match
 */
export async function openBox(
  key: CryptoKey,
  nonce: Uint8Array,
  headerHash: Uint8Array,
  sealed: Uint8Array,
  what: string,
): Promise<Uint8Array> {
  try {
    const parameters = gcm(nonce, headerHash);
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, unshared(sealed)));
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
