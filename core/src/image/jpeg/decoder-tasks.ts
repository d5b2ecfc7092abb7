import { task, type Task } from "../../threads/task.ts";

/** A JPEG to be decoded with sharp into shared memory. */
export interface DecodeInput {
  readonly file: Uint8Array;
  readonly components: number;
  readonly into: Uint8Array;
}

/** To be ready to decode. */
export const loadTask: Task<undefined, true> = task("load-sharp");

/** Gives the number of bytes that were written. */
export const decodeTask: Task<DecodeInput, number> = task("decode-jpeg");
