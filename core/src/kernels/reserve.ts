import { NeuroveilError, type Refusal } from "../errors.ts";

const page = 65_536;

/**
 * Grows a kernel's memory to at least so many bytes; views of it made before are void then.
 * @param tooMuch what to say of what does not fit
 * @throws NeuroveilError "limit" when that is more than WebAssembly or the machine has
 */
export function reserve(memory: WebAssembly.Memory, bytes: number, tooMuch: () => Refusal): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / page));
  } catch (cause) {
    throw new NeuroveilError("limit", { ...tooMuch(), cause });
  }
}

/** The same for planes of so many pixels. */
export function reservePlanes(
  memory: WebAssembly.Memory,
  bytes: number,
  { height, width }: { readonly height: number; readonly width: number },
): void {
  reserve(memory, bytes, () => ({
    expected: "planes that fit WebAssembly memory",
    got: `${width}×${height} pixels`,
    todo: "use smaller images",
  }));
}
