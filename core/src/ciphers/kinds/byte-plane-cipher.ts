import { joinBytes, splitBytes } from "../../layers/byte-planes.ts";
import type { Cipher, Run } from "../cipher.ts";
import { rowBytes, type Raster } from "../raster.ts";

/** The same cipher on two planes of an image of 16-bit samples: all high bytes, then all low bytes. */
export function onBytePlanes<T extends Cipher>(cipher: T): T {
  return {
    ...cipher,
    encrypt: (raster, key, run = {}) =>
      inPlanes(raster, run, (planes, inside) => cipher.encrypt(planes, key, inside)),
    decrypt: (raster, key, keyVector, run = {}) =>
      inPlanes(raster, run, (planes, inside) => cipher.decrypt(planes, key, keyVector, inside)),
  };
}

/** Rows are final only when the planes are joined again; a wrong length is the cipher's to refuse. */
async function inPlanes(
  raster: Raster,
  run: Run,
  work: (raster: Raster, run: Run) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const bytes = rowBytes(raster) * raster.height;
  if (raster.bytesPerSample === 1 || raster.data.length !== bytes) return await work(raster, run);
  const { high, low } = splitBytes(raster.data);
  const data = new Uint8Array(bytes);
  data.set(high);
  data.set(low, high.length);
  const keyVector = await work({ ...raster, data }, { ...run, onRows: undefined });
  joinBytes({ high: data.subarray(0, high.length), low: data.subarray(high.length) }, raster.data);
  run.onRows?.(0, raster.height);
  return keyVector;
}
