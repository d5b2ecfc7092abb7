import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Contender } from "../contender.ts";
import { parts } from "./parts.ts";

/** AES-256-GCM of Node's OpenSSL in the calling thread, given the image in `cut` pieces. */
function aes(id: string, cut: (bytes: Uint8Array) => readonly Uint8Array[]): Contender {
  return {
    id,
    threads: 1,
    open({ data }) {
      const [key, nonce] = [randomBytes(32), randomBytes(12)];
      let sealed: readonly Uint8Array[] = [];
      let tag: Uint8Array = new Uint8Array(0);
      return {
        encrypt() {
          const cipher = createCipheriv("aes-256-gcm", key, nonce);
          sealed = cut(data).map((part) => cipher.update(part));
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
}

/**
 * The yardstick: the whole image in one call, as applications do it. Node puts every result into new
 * memory, and getting that from the operating system can take longer than AES itself; how often it has
 * to depends on what the process did before.
 */
export const aesGcm: Contender = aes("aes-256-gcm", (bytes) => [bytes]);

/** The same in small parts, whose memory is recycled: what AES itself can do. */
export const aesGcmParts: Contender = aes("aes-256-gcm-parts", parts);
