import { FailureError, toFailure, type Failure } from "./failure.ts";

/** The end of a job as data: an error would lose its fields at a worker's border. */
export type Outcome<T> = { readonly value: T } | { readonly failure: Failure };

export async function outcomeOf<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

/** @throws {FailureError} when the job failed */
export function valueOf<T>(outcome: Outcome<T>): T {
  if ("failure" in outcome) throw new FailureError(outcome.failure);
  return outcome.value;
}
