import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Contender } from "../contender.ts";
import { parts } from "./parts.ts";

/** Results that are kept at the most, in bytes. */
const mostKept = 1 << 27;

/**
 * AES-256-GCM of Node's OpenSSL in the calling thread.
 * @param cut the pieces that the image is given in
 * @param keep whether results are kept, as those of different images would be; else the allocator
 *   gives their memory to the next lap
 */
function aes(
  id: string,
  cut: (bytes: Uint8Array) => readonly Uint8Array[],
  keep: boolean,
): Contender {
  return {
    id,
    threads: 1,
    open({ data }) {
      const [key, nonce] = [randomBytes(32), randomBytes(12)];
      let sealed: readonly Uint8Array[] = [];
      let tag: Uint8Array = new Uint8Array(0);
      const kept: (readonly Uint8Array[])[] = [];
      const keepSome = (result: readonly Uint8Array[]): void => {
        if (!keep) return;
        kept.push(result);
        if (kept.length * data.length > mostKept) kept.shift();
      };
      return {
        encrypt() {
          const cipher = createCipheriv("aes-256-gcm", key, nonce);
          sealed = cut(data).map((part) => cipher.update(part));
          cipher.final();
          tag = cipher.getAuthTag();
          keepSome(sealed);
        },
        decrypt() {
          const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(tag);
          const plain = sealed.map((part) => decipher.update(part));
          decipher.final();
          keepSome(plain);
          return plain;
        },
      };
    },
  };
}

/**
 * As a program uses it: the whole image in one call, its result kept. Each result stands in new
 * memory, and getting that from the operating system takes longer than AES itself. Without keeping
 * them, the allocator begins to recycle them at some point of the run, and the yardstick would jump.
 */
export const aesGcm: Contender = aes("aes-256-gcm", (bytes) => [bytes], true);

/** The same in small parts, whose memory is recycled: AES at its own best. */
export const aesGcmParts: Contender = aes("aes-256-gcm-parts", parts, false);
