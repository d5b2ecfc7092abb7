import { NeuroveilError } from "./errors.ts";

/** @throws NeuroveilError "aborted" when the signal has fired */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted(signal);
}

/** What is thrown when the signal has fired. */
export function aborted(signal: AbortSignal): NeuroveilError {
  return new NeuroveilError("aborted", {
    sentence: "the work was stopped before it was done",
    cause: signal.reason,
  });
}

/**
 * The same promise for somebody who does not wait for work that cannot be stopped: rejects as soon as
 * the signal fires, and what comes later is dropped.
 */
export async function abandonable<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return await work;
  work.catch(() => undefined);
  stopIfAborted(signal);
  let stop!: () => void;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(aborted(signal));
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
