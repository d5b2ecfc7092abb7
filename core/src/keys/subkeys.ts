import { unshared } from "../bytes/unshared.ts";

/** Every purpose that a subkey is derived for. */
export type SubkeyLabel =
  | "header-mac" // HMAC over the header
  | `native/${string}` // the cipher's own key, by the shape of the image
  | "native" // the same of a region, and of a keystream
  | "seal" // AES-256-GCM over the cipher image
  | "image-mac" // HMAC over the cipher image
  | "metadata" // AES-256-GCM over the sealed record
  | "residual" // AES-256-GCM over what a lossy cipher loses
  | "original" // AES-256-GCM over the file that the pixels come from
  | "pixels" // AES-256-GCM over the samples of a preview
  | "rest" // the cipher's own key for the last pixels of a region
  | `region/${number}` // the content key of a region
  | "pseudonyms"; // HMAC that replaces identifiers in a DICOM file

/**
 * What has a content key of its own: an image, whose cipher and protection enter its keys, a region, whose
 * cipher does, or a preview. And DICOM files of one content key, with an empty nonce.
 */
export type Slot =
  | { readonly cipher: string; readonly protection: string }
  | { readonly region: string }
  | "preview"
  | "dicom";

/** The subkeys of one slot: each depends on its label, the slot and the version. */
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
 * string names version, slot and purpose, so that no two uses share a key.
 * @param nonce 16 bytes, random for every slot; none for what is to be the same in several files
 */
export async function deriveSubkeys(
  contentKey: Uint8Array,
  nonce: Uint8Array,
  slot: Slot,
): Promise<Subkeys> {
  const { subtle } = globalThis.crypto;
  const input = await subtle.importKey("raw", unshared(contentKey), "HKDF", false, ["deriveBits"]);
  const prefix = `neuroveil/v2/${pathOf(slot)}`;
  const bytes = async (label: SubkeyLabel, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (length === 0) return new Uint8Array(0);
    const info = new TextEncoder().encode(`${prefix}/${label}`);
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

function pathOf(slot: Slot): string {
  if (typeof slot === "string") return slot;
  return "region" in slot ? `region/${slot.region}` : `image/${slot.cipher}/${slot.protection}`;
}
