import { atOnce, stepBytes, type Steps } from "../turns.ts";

/** The parts one after another. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

/** Whether both hold the same bytes. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return atOnce(equalSteps(a, b));
}

/** The same with pauses. */
export function* equalSteps(a: Uint8Array, b: Uint8Array): Steps<boolean> {
  if (a.length !== b.length) return false;
  for (let start = 0; start < a.length; start += stepBytes) {
    const end = Math.min(start + stepBytes, a.length);
    for (let i = start; i < end; i++) if (a[i] !== b[i]) return false;
    yield;
  }
  return true;
}

/**
 * The same bytes in a buffer that is not much larger, so that a small result neither keeps a large
 * one alive nor shares Node's pool.
 */
export function compact(bytes: Uint8Array): Uint8Array {
  return 2 * bytes.byteLength < bytes.buffer.byteLength ? bytes.slice() : bytes;
}
