import { decodeBase64 } from "../../bytes/base64.ts";
import { hybridWasm } from "./generated/wasm.ts";

/** i16x8.q15mulr_sat_s and i16x8.relaxed_q15mulr_s. */
const opcodes = { saturated: [0xfd, 0x82, 0x01], relaxed: [0xfd, 0x91, 0x02] } as const;

/**
 * The same kernel with relaxed products, which are one instruction instead of four. They may differ from
 * the others where both operands are -32768, and here one never is. The module differs from the one that
 * the source gives with relaxed SIMD in no byte: `npm run generate` sees to it.
 */
export function relaxed(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const { saturated, relaxed: other } = opcodes;
  const found = Uint8Array.from(module);
  for (let i = 0; i + 2 < found.length; i++)
    if (saturated.every((byte, j) => found[i + j] === byte)) found.set(other, i);
  return found;
}

/** Both forms, the faster one first. */
export function hybridModules(): readonly Uint8Array<ArrayBuffer>[] {
  const module = decodeBase64(hybridWasm);
  return [relaxed(module), module];
}

let fastest: Uint8Array<ArrayBuffer> | undefined;

/** The form that this engine runs fastest, undefined where it has no SIMD. */
export function hybridModule(): Uint8Array<ArrayBuffer> | undefined {
  if (typeof WebAssembly !== "object") return undefined;
  return (fastest ??= hybridModules().find((module) => WebAssembly.validate(module)));
}
