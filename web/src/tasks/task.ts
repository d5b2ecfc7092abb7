/** What a task is given beside its input. */
export interface Context {
  /** Called with the part that is done, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** Work that is done in a worker: plain data in, plain data out. */
export type Task<Input, Output> = (input: Input, context: Context) => Promise<Output>;
