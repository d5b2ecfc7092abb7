import { move, transferableSymbol, valueSymbol } from "piscina";
import { toFailure } from "../failure.ts";
import type { Outcome } from "./engine.ts";
import * as jobs from "./jobs.ts";

/** A worker thread's entry points: a whole file each, its tiles on this thread. */
export function seal(job: jobs.SealJob): Promise<unknown> {
  return handOver(jobs.seal(job, { threads: 1 }), ({ bytes }) => [bytes]);
}

export function open(job: jobs.OpenJob): Promise<unknown> {
  return handOver(jobs.open(job, { threads: 1 }), ({ bytes, second }) =>
    second === undefined ? [bytes] : [bytes, second.bytes],
  );
}

export function check(job: jobs.OpenJob): Promise<unknown> {
  return handOver(jobs.check(job, { threads: 1 }), () => []);
}

/**
 * The outcome as it crosses the worker's border: its bytes are moved, not copied, and an error goes
 * as data, because it would lose its fields there.
 */
async function handOver<T>(
  work: Promise<T>,
  bytesOf: (value: T) => readonly Uint8Array[],
): Promise<unknown> {
  try {
    const outcome = { value: await work } satisfies Outcome<T>;
    const buffers = bytesOf(outcome.value).map(({ buffer }) => buffer);
    return move({
      [transferableSymbol]: buffers.filter((buffer) => buffer instanceof ArrayBuffer),
      [valueSymbol]: outcome,
    });
  } catch (error) {
    return { failure: toFailure(error) } satisfies Outcome<T>;
  }
}
