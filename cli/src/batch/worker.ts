import { move, transferableSymbol, valueSymbol } from "piscina";
import { toFailure } from "../failure.ts";
import type { Outcome } from "./engine.ts";
import * as jobs from "./jobs.ts";

/** A worker thread's entry points: a whole file each, its tiles on this thread. */
export function seal(job: jobs.SealJob): Promise<unknown> {
  return handOver(jobs.seal(job, { threads: 1 }));
}

export function open(job: jobs.OpenJob): Promise<unknown> {
  return handOver(jobs.open(job, { threads: 1 }));
}

interface HasBytes {
  readonly bytes: Uint8Array;
}

/**
 * The outcome as it crosses the worker's border: its bytes are moved, not copied, and an error goes
 * as data, because it would lose its fields there.
 */
async function handOver<T extends HasBytes & { readonly second?: HasBytes }>(
  work: Promise<T>,
): Promise<unknown> {
  try {
    const outcome: Outcome<T> = { value: await work };
    const { bytes, second } = outcome.value;
    const buffers = [bytes.buffer, ...(second ? [second.bytes.buffer] : [])];
    return move({
      [transferableSymbol]: buffers.filter((buffer) => buffer instanceof ArrayBuffer),
      [valueSymbol]: outcome,
    });
  } catch (error) {
    return { failure: toFailure(error) } satisfies Outcome<T>;
  }
}
