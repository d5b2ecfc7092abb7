import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Contender } from "../contender.ts";

/**
 * Node returns fresh memory from every update; with parts of this size AES is fastest, both on small
 * images and on those where a single update would wait for the operating system to clear pages.
 */
export const partBytes = 262_144;

/** Views of `partBytes` bytes each, the last one shorter. */
export function parts(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, i) =>
    bytes.subarray(i * partBytes, (i + 1) * partBytes),
  );
}

/** AES-256-GCM of Node's OpenSSL in the calling thread: the yardstick. */
export const aesGcm: Contender = {
  id: "aes-256-gcm",
  threads: 1,
  open({ data }) {
    const [key, nonce] = [randomBytes(32), randomBytes(12)];
    let sealed: readonly Uint8Array[] = [];
    let tag: Uint8Array = new Uint8Array(0);
    return {
      encrypt() {
        const cipher = createCipheriv("aes-256-gcm", key, nonce);
        sealed = parts(data).map((part) => cipher.update(part));
        cipher.final();
        tag = cipher.getAuthTag();
      },
      decrypt() {
        const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(tag);
        const plain = sealed.map((part) => decipher.update(part));
        decipher.final();
        return plain;
      },
    };
  },
};
