import { copyBytes } from "../../bytes/shared-memory.ts";
import { filterWasm } from "./generated/wasm.ts";
import { smallKernel } from "../load.ts";

/** Longest row, and the most bytes of rows that are filtered at once. */
const most = 1 << 20;
/** The row above the first, then rows; behind each area is room for a vector. */
const input = 65_536;
const output = input + 2 * most + 16;

interface Exports {
  readonly memory: WebAssembly.Memory;
  filter(above: number, rows: number, length: number, pixel: number, output: number): void;
}

let loaded: Exports | undefined;

function load(): Exports | undefined {
  loaded ??= smallKernel(filterWasm) as Exports | undefined;
  return loaded;
}

/**
 * The filters of PNG in WebAssembly SIMD, as `filterRows` defines them.
 * @returns undefined where that does not run, and for rows of more than 1 MiB
 */
export function fastFilterRows(
  data: Uint8Array,
  rowBytes: number,
  pixel: number,
  above: Uint8Array,
): Uint8Array | undefined {
  const kernel = rowBytes <= most ? load() : undefined;
  if (kernel === undefined) return undefined;
  const memory = new Uint8Array(kernel.memory.buffer);
  const rows = data.length / rowBytes;
  const few = Math.floor(most / (rowBytes + 1)) || 1;
  const result = new Uint8Array(rows * (rowBytes + 1));
  copyBytes(above, memory.subarray(input));
  for (let row = 0; row < rows; row += few) {
    const count = Math.min(few, rows - row);
    const part = data.subarray(row * rowBytes, (row + count) * rowBytes);
    copyBytes(part, memory.subarray(input + rowBytes));
    kernel.filter(input, count, rowBytes, pixel, output);
    result.set(memory.subarray(output, output + count * (rowBytes + 1)), row * (rowBytes + 1));
    memory.copyWithin(input, input + part.length, input + part.length + rowBytes);
  }
  return result;
}
