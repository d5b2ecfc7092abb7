import { ownThreads } from "#threads";
import { copyInSteps, isShared } from "../../bytes/shared-memory.ts";
import { askOwnThread } from "../../threads/own-thread.ts";
import { inTurns } from "../../turns.ts";
import type { Cipher, Run } from "../cipher.ts";
import type { Raster } from "../raster.ts";
import { cipherTask } from "./cipher-task.ts";

/** Below this many bytes, starting a thread takes longer than the work. */
const leastBytes = 1 << 20;

/**
 * The same cipher where the calling thread goes on with other things meanwhile: on a thread of its own
 * for a large image, unless it is told to use one thread. Ciphers on tiles do so by themselves.
 */
export function onOwnThread(cipher: Cipher): Cipher {
  if (cipher.tileRows > 0 || !ownThreads) return cipher;
  const work = async (
    direction: "encrypt" | "decrypt",
    raster: Raster,
    key: Uint8Array,
    keyVector: Uint8Array | undefined,
    { signal, onProgress, onRows }: Run,
  ): Promise<Uint8Array> => {
    const { data } = raster;
    let memory = data;
    const keyMade = await askOwnThread(cipherTask, {
      signal,
      onProgress,
      async make() {
        if (!isShared(data)) {
          memory = new Uint8Array(new SharedArrayBuffer(data.length));
          await inTurns(copyInSteps(data, memory), signal);
        }
        const shared = { ...raster, data: memory };
        return { cipher: cipher.id, direction, raster: shared, key, keyVector };
      },
    });
    if (memory !== data) await inTurns(copyInSteps(memory, data), signal);
    onRows?.(0, raster.height);
    return keyMade;
  };
  const stays = (raster: Raster, run: Run): boolean =>
    run.threads === 1 || raster.data.length < leastBytes;
  return {
    ...cipher,
    encrypt: (raster, key, run = {}) =>
      stays(raster, run)
        ? cipher.encrypt(raster, key, run)
        : work("encrypt", raster, key, undefined, run),
    decrypt: (raster, key, keyVector, run = {}) =>
      stays(raster, run)
        ? cipher.decrypt(raster, key, keyVector, run)
        : work("decrypt", raster, key, keyVector, run),
  };
}
