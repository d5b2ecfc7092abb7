import type { Cipher, Run } from "../../ciphers/cipher.ts";
import type { Raster } from "../../ciphers/raster.ts";
import { copyInSteps } from "../../bytes/shared-memory.ts";
import { inTurns } from "../../turns.ts";
import { encodeResidual, type Deflate } from "./residual.ts";
import { workBuffer } from "../memory/work-buffer.ts";

interface LossyOptions extends Run {
  /** Whether the residual is left out. */
  readonly lossy: boolean;
  readonly deflate?: Deflate | undefined;
}

/**
 * Encrypts with a lossy cipher, in place, and decrypts again: only so is it known what is lost.
 * @returns the residual's plaintext; undefined where it is left out
 */
export async function encryptLossy(
  cipher: Cipher,
  raster: Raster,
  key: Uint8Array,
  { lossy, deflate, onProgress, ...run }: LossyOptions,
): Promise<Uint8Array | undefined> {
  if (lossy) {
    await cipher.encrypt(raster, key, { ...run, onProgress });
    return undefined;
  }
  const original = await copyOf(raster.data, run);
  const from = (start: number) => (done: number) => onProgress?.(start + done / 2);
  const keyVector = await cipher.encrypt(raster, key, { ...run, onProgress: from(0) });
  const decoded = await copyOf(raster.data, run);
  await cipher.decrypt({ ...raster, data: decoded }, key, keyVector, {
    ...run,
    onProgress: from(0.5),
  });
  return await encodeResidual(original, decoded, raster, deflate, run.signal);
}

async function copyOf(bytes: Uint8Array, { threads, signal }: Run): Promise<Uint8Array> {
  const copy = workBuffer(bytes.length, threads);
  await inTurns(copyInSteps(bytes, copy), signal);
  return copy;
}
