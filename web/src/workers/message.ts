/** From the page to its worker. */
export interface Question {
  readonly number: number;
  readonly task: string;
  readonly input: unknown;
}

/** From the worker to the page: how far it is, or how it ended. */
export type Message =
  | { readonly number: number; readonly progress: number }
  | { readonly number: number; readonly output: unknown }
  | { readonly number: number; readonly refusal: Refusal };

/** An error as plain data. */
export interface Refusal {
  /** That of a NeuroveilError; "unknown" of anything else. */
  readonly code: string;
  readonly message: string;
}
