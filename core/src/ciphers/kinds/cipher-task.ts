import { task, type Task } from "../../threads/task.ts";
import type { Raster } from "../raster.ts";

/** A whole image for a cipher of the registry, in place in shared memory. */
export interface CipherInput {
  readonly cipher: string;
  readonly direction: "encrypt" | "decrypt";
  readonly raster: Raster;
  readonly key: Uint8Array;
  /** To decrypt with. */
  readonly keyVector: Uint8Array | undefined;
}

/** Gives the key vector. */
export const cipherTask: Task<CipherInput, Uint8Array> = task("cipher");
