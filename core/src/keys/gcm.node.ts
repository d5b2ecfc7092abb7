import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Gcm } from "./gcm.ts";

/** Results of this size are recycled by the allocator and stay in the cache. */
const piece = 1 << 16;

/** Replaces `bytes` piece by piece. */
function inPlace(bytes: Uint8Array, update: (part: Uint8Array) => Uint8Array): void {
  for (let start = 0; start < bytes.length; start += piece) {
    const part = bytes.subarray(start, start + piece);
    part.set(update(part));
  }
}

export const gcm: Gcm = {
  async seal(key, iv, additionalData, bytes) {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(additionalData);
    inPlace(bytes, (part) => cipher.update(part));
    cipher.final();
    return { bytes, tag: cipher.getAuthTag() };
  },

  async open(key, iv, additionalData, bytes, tag) {
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 });
    decipher.setAAD(additionalData).setAuthTag(tag);
    inPlace(bytes, (part) => decipher.update(part));
    try {
      decipher.final();
      return true;
    } catch {
      return false;
    }
  },
};
