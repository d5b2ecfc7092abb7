import { lengthOf, piecesOf, type Rectangle } from "../bytes/rectangle.ts";
import { copyBytes, isShared } from "../bytes/shared-memory.ts";
import { unshared } from "../bytes/unshared.ts";
import type { ImportGcmKey } from "./gcm.ts";

function parameters(iv: Uint8Array, additionalData: Uint8Array): AesGcmParams {
  return { name: "AES-GCM", iv: unshared(iv), additionalData: unshared(additionalData) };
}

/** Memory that is worth keeping for the next chunk. */
const largestKept = 1 << 21;

export const importGcmKey: ImportGcmKey = async (bytes) => {
  const uses: KeyUsage[] = ["encrypt", "decrypt"];
  const key = await crypto.subtle.importKey("raw", unshared(bytes), "AES-GCM", false, uses);
  let room = new Uint8Array();
  /** WebCrypto copies what it is given before it returns, so that one memory serves all chunks. */
  const gather = (
    chunk: Rectangle,
    tag: Uint8Array = new Uint8Array(),
  ): Uint8Array<ArrayBuffer> => {
    const length = lengthOf(chunk);
    const all = length + tag.length;
    const memory = room.length < all ? new Uint8Array(all) : room;
    if (memory.length <= largestKept) room = memory;
    copyOut(chunk, memory);
    memory.set(tag, length);
    return memory.subarray(0, all);
  };
  return {
    async seal(iv, additionalData, chunk) {
      const length = lengthOf(chunk);
      const whole = chunk.width === chunk.pitch && !isShared(chunk.bytes);
      const plain = whole ? unshared(chunk.bytes) : gather(chunk);
      const box = new Uint8Array(
        await crypto.subtle.encrypt(parameters(iv, additionalData), key, plain),
      );
      scatter(box.subarray(0, length), chunk);
      return box.slice(length);
    },

    async open(iv, additionalData, chunk, tag) {
      const box = gather(chunk, tag);
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

/** The bytes of a rectangle one after another. */
function copyOut(chunk: Rectangle, to: Uint8Array): void {
  let done = 0;
  for (const piece of piecesOf(chunk)) {
    copyBytes(piece, to.subarray(done));
    done += piece.length;
  }
}

function scatter(bytes: Uint8Array, chunk: Rectangle): void {
  let done = 0;
  for (const piece of piecesOf(chunk)) {
    copyBytes(bytes.subarray(done, done + piece.length), piece);
    done += piece.length;
  }
}
