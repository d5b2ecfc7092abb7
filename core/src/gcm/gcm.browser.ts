import { unshared } from "../bytes/unshared.ts";
import type { ImportGcmKey } from "./gcm.ts";

const tagBytes = 16;

function parameters(iv: Uint8Array, additionalData: Uint8Array): AesGcmParams {
  return { name: "AES-GCM", iv: unshared(iv), additionalData: unshared(additionalData) };
}

export const importGcmKey: ImportGcmKey = async (bytes) => {
  const uses: KeyUsage[] = ["encrypt", "decrypt"];
  const key = await crypto.subtle.importKey("raw", unshared(bytes), "AES-GCM", false, uses);
  return {
    async seal(iv, additionalData, plain) {
      const box = await crypto.subtle.encrypt(parameters(iv, additionalData), key, unshared(plain));
      return {
        bytes: new Uint8Array(box, 0, plain.length),
        tag: new Uint8Array(box, plain.length),
      };
    },

    async open(iv, additionalData, sealed, tag) {
      const box = new Uint8Array(sealed.length + tagBytes);
      box.set(sealed);
      box.set(tag, sealed.length);
      try {
        sealed.set(
          new Uint8Array(await crypto.subtle.decrypt(parameters(iv, additionalData), key, box)),
        );
        return true;
      } catch (error) {
        // WebCrypto's word for a tag that does not fit; anything else is no verdict on the data.
        if (error instanceof DOMException && error.name === "OperationError") return false;
        throw error;
      }
    },
  };
};
