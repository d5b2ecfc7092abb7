import { randomFillSync } from "node:crypto";

/** The pixels that every contender works on. */
export interface Workload {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Interleaved 8-bit samples in shared memory, which worker threads reach without a copy. */
  readonly data: Uint8Array;
}

export type Shape = Omit<Workload, "data">;

/** The size that papers use: 786,432 bytes. */
export const small: Shape = { width: 512, height: 512, channels: 3 };
/** A telephone's photograph, 12 megapixels: 36,578,304 bytes. */
export const photograph: Shape = { width: 4032, height: 3024, channels: 3 };

export function workload(shape: Shape): Workload {
  const data = new Uint8Array(new SharedArrayBuffer(shape.width * shape.height * shape.channels));
  // Random content: no contender is faster or slower on it, and nothing can be skipped.
  const part = new Uint8Array(65_536);
  for (let at = 0; at < data.length; at += part.length)
    data.set(randomFillSync(part).subarray(0, data.length - at), at);
  return { ...shape, data };
}
