import { decodeBase64 } from "../bytes/base64.ts";
import { isOutOfMemory } from "../out-of-memory.ts";

/** A kernel that is compiled once, and of which everybody who works with it has an instance. */
export interface CompiledKernel<Exports> {
  /** Whether this engine has WebAssembly and SIMD; validating takes as long as a small image. */
  available(): boolean;
  /** With memory of its own. */
  instantiate(): Promise<Exports>;
}

/** @param wasm the module in base64 */
export function compiledKernel<Exports>(wasm: string): CompiledKernel<Exports> {
  let compiled: Promise<WebAssembly.Module> | undefined;
  return {
    available: () => runsHere(decodeBase64(wasm)),
    async instantiate() {
      compiled ??= WebAssembly.compile(decodeBase64(wasm));
      const { exports } = await WebAssembly.instantiate(await compiled);
      return exports as unknown as Exports;
    },
  };
}

/**
 * A kernel that is small enough to be compiled in place.
 * @returns undefined where there is no WebAssembly SIMD, or no address space for a memory of it
 */
export function smallKernel(wasm: string): WebAssembly.Exports | undefined {
  const bytes = decodeBase64(wasm);
  if (!runsHere(bytes)) return undefined;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  } catch (error) {
    if (isOutOfMemory(error)) return undefined;
    throw error;
  }
}

function runsHere(module: Uint8Array<ArrayBuffer>): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(module);
}
