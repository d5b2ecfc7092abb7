import { scryptAsync } from "@noble/hashes/scrypt.js";
import { startStretching } from "#stretch-thread";
import { stopIfAborted } from "../abort.ts";
import { NeuroveilError } from "../errors.ts";
import { Turnstile } from "../threads/turnstile.ts";
import { scryptOptions, type StretchJob, type Stretching } from "./stretch-job.ts";

/** Jobs at a time: each takes a core for a second, and 256 MiB. */
const lanes = new Turnstile(4);

/**
 * Stretches a passphrase on a thread of its own, so that the caller's goes on.
 * @param signal ends the work at once
 * @throws NeuroveilError "aborted", or "limit" when there is too little memory
 */
export async function stretch(
  job: StretchJob,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const leave = await lanes.enter(1, signal);
  try {
    stopIfAborted(signal);
    const stretching = tryToStart(job);
    const key = stretching && (await awaited(stretching, signal));
    return key ?? (await stretchHere(job, signal));
  } finally {
    leave();
  }
}

/** @returns undefined where threads are forbidden */
function tryToStart(job: StretchJob): Stretching | undefined {
  try {
    return startStretching(job);
  } catch {
    return undefined;
  }
}

/** @returns undefined when the thread did not get to an end */
async function awaited(
  { result, stop }: Stretching,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<undefined>((resolve) => {
    onAbort = () => resolve(undefined);
    signal?.addEventListener("abort", onAbort);
  });
  const key = await Promise.race([result.catch(() => undefined), aborted]);
  signal?.removeEventListener("abort", onAbort!);
  stop();
  stopIfAborted(signal);
  return key;
}

/** In slices of some milliseconds on the calling thread. */
async function stretchHere(job: StretchJob, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const onProgress = (): void => stopIfAborted(signal);
  const options = { ...scryptOptions(job), asyncTick: 10, onProgress };
  try {
    return await scryptAsync(job.passphrase, job.salt, options);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new NeuroveilError("limit", {
      expected: `${2 ** (job.logN - 10)} MiB of memory for a passphrase`,
      got: "too little",
      todo: "free some and try again",
      cause,
    });
  }
}
