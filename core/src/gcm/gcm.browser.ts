import { lengthOf, piecesOf, type Rectangle } from "../bytes/rectangle.ts";
import { copyBytes } from "../bytes/shared-memory.ts";
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
    async seal(iv, additionalData, chunk) {
      const length = lengthOf(chunk);
      const plain = gather(chunk, length);
      const box = new Uint8Array(
        await crypto.subtle.encrypt(parameters(iv, additionalData), key, plain),
      );
      scatter(box.subarray(0, length), chunk);
      return box.slice(length);
    },

    async open(iv, additionalData, chunk, tag) {
      const length = lengthOf(chunk);
      const box = gather(chunk, length + tagBytes);
      box.set(tag, length);
      try {
        const plain = await crypto.subtle.decrypt(parameters(iv, additionalData), key, box);
        scatter(new Uint8Array(plain), chunk);
        return true;
      } catch (error) {
        // WebCrypto's word for a tag that does not fit; anything else is no verdict on the data.
        if (error instanceof DOMException && error.name === "OperationError") return false;
        throw error;
      }
    },
  };
};

/** The bytes of a rectangle one after another, in memory of `length` bytes that WebCrypto takes. */
function gather(chunk: Rectangle, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let done = 0;
  for (const piece of piecesOf(chunk)) {
    copyBytes(piece, bytes.subarray(done));
    done += piece.length;
  }
  return bytes;
}

function scatter(bytes: Uint8Array, chunk: Rectangle): void {
  let done = 0;
  for (const piece of piecesOf(chunk)) {
    copyBytes(bytes.subarray(done, done + piece.length), piece);
    done += piece.length;
  }
}
