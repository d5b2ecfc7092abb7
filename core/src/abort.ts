import { NeuroveilError } from "./errors.ts";

/** @throws NeuroveilError "aborted" when the signal has fired */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new NeuroveilError("aborted", "the work was stopped before it was done", {
    cause: signal.reason,
  });
}
