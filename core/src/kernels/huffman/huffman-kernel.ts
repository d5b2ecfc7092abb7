import { smallKernel } from "../load.ts";
import { huffmanWasm } from "./generated/wasm.ts";

/** The most bytes that are in a coder's memory at once. */
export const pieceBytes: number = 1 << 20;
/** Codes take eight bits a byte at the most on the whole; a sixty-fourth is for the heads of blocks. */
export const outputBytes: number = pieceBytes + (pieceBytes >> 6);

/** The loops of a coder, over memory of its own. Places and lengths are in bytes. */
export interface LiteralCoder {
  /** Of bytes to code, {@link pieceBytes}. */
  readonly input: Uint8Array;
  /** Where bits are put, lowest first: room for the codes of {@link pieceBytes}, and the heads of their blocks. */
  readonly output: Uint8Array;
  /** @returns how often each byte comes in a part of the input */
  count(start: number, length: number): Uint32Array;
  /**
   * Puts the codes of a part of the input behind what stands before a bit of the output.
   * @param codes as `codesOf` returns them
   * @returns the bit behind the last code
   */
  code(start: number, length: number, codes: Uint32Array, bit: number): number;
}

/** Four tables of counts, one behind another, then one of codes. */
const countsAt = 65_536;
const codesAt = countsAt + 4 * 1024;
const inputAt = codesAt + 1024;
const outputAt = inputAt + pieceBytes;

interface Exports {
  readonly memory: WebAssembly.Memory;
  count(bytes: number, length: number, counts: number): void;
  code(bytes: number, length: number, codes: number, position: number): number;
}

/**
 * The loops of coding bytes in WebAssembly, as `slowLiteralCoder` defines them.
 * @returns undefined where that does not run
 */
export function huffmanKernel(): LiteralCoder | undefined {
  const kernel = smallKernel(huffmanWasm) as Exports | undefined;
  if (kernel === undefined) return undefined;
  const { buffer } = kernel.memory;
  const counts = new Uint32Array(buffer, countsAt, 256);
  const codesOfBytes = new Uint32Array(buffer, codesAt, 256);
  return {
    input: new Uint8Array(buffer, inputAt, pieceBytes),
    output: new Uint8Array(buffer, outputAt, outputBytes),
    count(start, length) {
      kernel.count(inputAt + start, length, countsAt);
      return counts;
    },
    code(start, length, codes, bit) {
      codesOfBytes.set(codes.subarray(0, 256));
      return kernel.code(inputAt + start, length, codesAt, 8 * outputAt + bit) - 8 * outputAt;
    },
  };
}
