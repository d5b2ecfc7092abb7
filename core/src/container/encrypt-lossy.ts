import type { Cipher, Run } from "../ciphers/cipher.ts";
import type { Raster } from "../ciphers/raster.ts";
import { encodeResidual, type Deflate } from "./residual.ts";

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
  const original = new Uint8Array(raster.data);
  const from = (start: number) => (done: number) => onProgress?.(start + done / 2);
  const keyVector = await cipher.encrypt(raster, key, { ...run, onProgress: from(0) });
  const decoded = new Uint8Array(raster.data);
  await cipher.decrypt({ ...raster, data: decoded }, key, keyVector, {
    ...run,
    onProgress: from(0.5),
  });
  return await encodeResidual(original, decoded, raster, deflate, run.signal);
}
