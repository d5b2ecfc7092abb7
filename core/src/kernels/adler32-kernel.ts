import { decodeBase64 } from "../networks/base64.ts";
import { adler32Wasm } from "./generated/adler32-wasm.ts";

/** Where the kernel reads, and how much it takes at once (assembly/adler32.ts). */
const input = 65536;
const piece = 65536;

interface Exports {
  readonly memory: WebAssembly.Memory;
  adler32(seed: number, length: number): number;
}

let loaded: Exports | undefined;

/** Small enough to be compiled in place; undefined where there is no WebAssembly SIMD. */
function load(): Exports | undefined {
  if (loaded) return loaded;
  const bytes = decodeBase64(adler32Wasm);
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(bytes)) return undefined;
  loaded = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Exports;
  return loaded;
}

/** Adler-32 of `bytes` in WebAssembly SIMD, or undefined where that does not run. */
export function fastAdler32(bytes: Uint8Array, seed: number): number | undefined {
  const kernel = load();
  if (!kernel) return undefined;
  const memory = new Uint8Array(kernel.memory.buffer);
  let sum = seed;
  for (let start = 0; start < bytes.length; start += piece) {
    const part = bytes.subarray(start, start + piece);
    memory.set(part, input);
    sum = kernel.adler32(sum, part.length) >>> 0;
  }
  return sum;
}
