import type { Cipher } from "../../ciphers/cipher.ts";
import type { ContentKey } from "../../keys/content-key.ts";
import { deriveSubkeys, type Subkeys } from "../../keys/subkeys.ts";
import type { Protection } from "./header.ts";

/** What one image is encrypted with, its nonce and what is derived from it. */
export interface ImageKeys {
  /** 16 bytes, in the header. */
  readonly nonce: Uint8Array;
  readonly subkeys: Subkeys;
  /** HMAC-SHA-256 of the header. */
  readonly headerMac: CryptoKey;
  /** AES-256-GCM of the sealed record. */
  readonly metadata: CryptoKey;
}

interface KeyUse {
  readonly contentKey: ContentKey;
  readonly cipher: Cipher;
  readonly protection: Protection;
  /** 16 bytes; random when not given. */
  readonly nonce?: Uint8Array | undefined;
}

/** Derives the keys of one image all at once, those too that are needed last. */
export async function deriveImageKeys({
  contentKey,
  cipher,
  protection,
  nonce = crypto.getRandomValues(new Uint8Array(16)),
}: KeyUse): Promise<ImageKeys> {
  const subkeys = await deriveSubkeys(contentKey.bytes, nonce, { cipher: cipher.id, protection });
  const [headerMac, metadata] = await Promise.all([
    subkeys.mac("header-mac"),
    subkeys.gcm("metadata"),
  ]);
  return { nonce, subkeys, headerMac, metadata };
}
