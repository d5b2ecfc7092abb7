import { checksumsWasm } from "./generated/wasm.ts";
import { smallKernel } from "../load.ts";

/** Where the kernel reads, and how much it takes at once (assembly/checksums.ts). */
const input = 65536;
const piece = 65536;

interface Exports {
  readonly memory: WebAssembly.Memory;
  prepare(): void;
  adler32(seed: number, length: number): number;
  crc32(seed: number, length: number): number;
}

let loaded: Exports | undefined;

function load(): Exports | undefined {
  if (loaded !== undefined) return loaded;
  loaded = smallKernel(checksumsWasm) as Exports | undefined;
  loaded?.prepare();
  return loaded;
}

/** Adler-32 of `bytes` in WebAssembly SIMD, or undefined where that does not run. */
export function fastAdler32(bytes: Uint8Array, seed: number): number | undefined {
  return inPieces("adler32", bytes, seed);
}

/** CRC-32 of `bytes` in WebAssembly, or undefined where that does not run. */
export function fastCrc32(bytes: Uint8Array, seed: number): number | undefined {
  return inPieces("crc32", bytes, seed);
}

function inPieces(
  checksum: "adler32" | "crc32",
  bytes: Uint8Array,
  seed: number,
): number | undefined {
  const kernel = load();
  if (!kernel) return undefined;
  const memory = new Uint8Array(kernel.memory.buffer);
  let sum = seed;
  for (let start = 0; start < bytes.length; start += piece) {
    const part = bytes.subarray(start, start + piece);
    memory.set(part, input);
    sum = kernel[checksum](sum, part.length) >>> 0;
  }
  return sum;
}
