import { decodeBase64 } from "../bytes/base64.ts";
import { isOutOfMemory } from "../out-of-memory.ts";

/**
 * A kernel that is small enough to be compiled in place.
 * @returns undefined where there is no WebAssembly SIMD, or no address space for a memory of it
 */
export function smallKernel(wasm: string): WebAssembly.Exports | undefined {
  const bytes = decodeBase64(wasm);
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(bytes)) return undefined;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  } catch (error) {
    if (isOutOfMemory(error)) return undefined;
    throw error;
  }
}
