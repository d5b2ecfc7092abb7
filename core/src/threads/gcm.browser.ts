import type { Gcm } from "./gcm.ts";
import { unshared } from "../keys/unshared.ts";

const tagBytes = 16;

async function imported(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", unshared(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

function parameters(iv: Uint8Array, additionalData: Uint8Array): AesGcmParams {
  return { name: "AES-GCM", iv: unshared(iv), additionalData: unshared(additionalData) };
}

export const gcm: Gcm = {
  async seal(key, iv, additionalData, bytes) {
    const box = await crypto.subtle.encrypt(
      parameters(iv, additionalData),
      await imported(key),
      unshared(bytes),
    );
    return { bytes: new Uint8Array(box, 0, bytes.length), tag: new Uint8Array(box, bytes.length) };
  },

  async open(key, iv, additionalData, bytes, tag) {
    const box = new Uint8Array(bytes.length + tagBytes);
    box.set(bytes);
    box.set(tag, bytes.length);
    try {
      const opened = await crypto.subtle.decrypt(
        parameters(iv, additionalData),
        await imported(key),
        box,
      );
      bytes.set(new Uint8Array(opened));
      return true;
    } catch {
      return false;
    }
  },
};
