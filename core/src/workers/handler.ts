import type { Task } from "../threads/task.ts";

/** What a task gave, and what of it is moved instead of being copied. */
export interface Done<Output> {
  readonly output: Output;
  readonly transfer?: ArrayBuffer[];
}

/** A task and how a worker does it. */
export interface Handler {
  readonly name: string;
  readonly work: (
    input: unknown,
    report: (done: number) => void,
  ) => Done<unknown> | Promise<Done<unknown>>;
}

export function doing<Input, Output>(
  { name }: Task<Input, Output>,
  work: (input: Input, report: (done: number) => void) => Done<Output> | Promise<Done<Output>>,
): Handler {
  return { name, work: (input, report) => work(input as Input, report) };
}
