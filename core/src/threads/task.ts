/**
 * Work that a thread can be asked for, by name: what it takes and what it gives. Who asks declares it;
 * `workers/` does it.
 */
export interface Task<Input, Output> {
  readonly name: string;
  /** For the compiler alone. */
  readonly types?: (input: Input) => Output;
}

export function task<Input, Output>(name: string): Task<Input, Output> {
  return { name };
}
