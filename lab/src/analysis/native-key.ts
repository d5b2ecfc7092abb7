import type { Cipher } from "neuroveil/ciphers";

/**
 * A native key of the cipher's own length from one secret, by HKDF-SHA-256 with the cipher's id as
 * label, so that a run over several ciphers can be repeated from one number.
 *
 * @param secret any number of bytes; 32 for a full key
 */
export async function nativeKeyFrom(cipher: Cipher, secret: Uint8Array): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey("raw", secret.slice(), "HKDF", false, [
    "deriveBits",
  ]);
  const info = new TextEncoder().encode(`neuroveil analysis native key ${cipher.id}`);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, material, 8 * cipher.nativeKey.bytes));
}
