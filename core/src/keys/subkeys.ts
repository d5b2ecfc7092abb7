import { unshared } from "../bytes/unshared.ts";

/** Every purpose that a subkey is derived for. */
export type SubkeyLabel =
  | "header-mac" // HMAC over the header
  | "native" // the cipher's own key
  | "seal" // AES-256-GCM over the cipher image
  | "image-mac" // HMAC over the cipher image
  | "metadata" // AES-256-GCM over the sealed record
  | "residual"; // AES-256-GCM over what a lossy cipher loses

/** The subkeys of one image: each depends on its label, the cipher, the protection and the version. */
export interface Subkeys {
  /** Key material of 0 to 8,160 bytes. */
  bytes(label: SubkeyLabel, length: number): Promise<Uint8Array>;
  /** A key for HMAC-SHA-256. */
  mac(label: SubkeyLabel): Promise<CryptoKey>;
  /** A key for AES-256-GCM. */
  gcm(label: SubkeyLabel): Promise<CryptoKey>;
}

/**
 * Derives subkeys with HKDF-SHA-256: the content key is the input, the nonce the salt, and the info
 * string names version, cipher, protection and purpose, so that no two uses share a key.
 * @param nonce 16 bytes, random for every image
 */
export async function deriveSubkeys(
  contentKey: Uint8Array,
  nonce: Uint8Array,
  cipher: string,
  protection: string,
): Promise<Subkeys> {
  const { subtle } = globalThis.crypto;
  const input = await subtle.importKey("raw", unshared(contentKey), "HKDF", false, ["deriveBits"]);
  const bytes = async (label: SubkeyLabel, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (length === 0) return new Uint8Array(0);
    const info = new TextEncoder().encode(`neuroveil/v1/${cipher}/${protection}/${label}`);
    const parameters = { name: "HKDF", hash: "SHA-256", salt: unshared(nonce), info };
    return new Uint8Array(await subtle.deriveBits(parameters, input, 8 * length));
  };
  return {
    bytes,
    async mac(label) {
      const algorithm = { name: "HMAC", hash: "SHA-256" };
      return subtle.importKey("raw", await bytes(label, 32), algorithm, false, ["sign", "verify"]);
    },
    async gcm(label) {
      const uses: KeyUsage[] = ["encrypt", "decrypt"];
      return subtle.importKey("raw", await bytes(label, 32), "AES-GCM", false, uses);
    },
  };
}
