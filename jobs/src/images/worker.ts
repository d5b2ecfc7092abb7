import { move, transferableSymbol, valueSymbol } from "piscina";
import { outcomeOf } from "../outcome.ts";
import * as jobs from "./jobs.ts";

/** A worker thread's entry points: a whole file each, its tiles on this thread. */
export function seal(job: jobs.SealJob): Promise<unknown> {
  return handOver(
    () => jobs.seal(job, { threads: 1 }),
    ({ bytes }) => [bytes],
  );
}

export function open(job: jobs.OpenJob): Promise<unknown> {
  return handOver(
    () => jobs.open(job, { threads: 1 }),
    ({ bytes, second }) => (second === undefined ? [bytes] : [bytes, second.bytes]),
  );
}

export function check(job: jobs.OpenJob): Promise<unknown> {
  return outcomeOf(() => jobs.check(job, { threads: 1 }));
}

/** The outcome as it crosses the worker's border: its bytes are moved, not copied. */
async function handOver<T>(
  work: () => Promise<T>,
  bytesOf: (value: T) => readonly Uint8Array[],
): Promise<unknown> {
  const outcome = await outcomeOf(work);
  if ("failure" in outcome) return outcome;
  const buffers = bytesOf(outcome.value).map(({ buffer }) => buffer);
  return move({
    [transferableSymbol]: buffers.filter((buffer) => buffer instanceof ArrayBuffer),
    [valueSymbol]: outcome,
  });
}
