import type { MessagePort } from "node:worker_threads";
import type { DecryptChoice } from "../requests/decrypt-options.ts";
import type { EncryptChoice } from "../requests/encrypt-options.ts";
import type { AnalyzeChoice } from "../requests/analyze-options.ts";
import type { Failure } from "../errors/failure.ts";

/** What a worker has from its start. */
export interface WorkerData {
  readonly identities: readonly string[];
  readonly sampleBytes: number;
}

/** What every job has: plain data, which crosses a worker's border. */
export interface Job {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where it is told to stop. */
  readonly stop: MessagePort;
}

export interface EncryptJob extends Job {
  readonly options: Partial<EncryptChoice>;
  readonly passphrase?: string | undefined;
  readonly second?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly name?: string } | undefined;
}

export interface DecryptJob extends Job {
  readonly options: Partial<DecryptChoice>;
}

export interface AnalyzeJob extends Job {
  readonly options: Partial<AnalyzeChoice>;
}

export interface Encrypted {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly payload: string;
  /** Lines that say what will not come back. */
  readonly notes: readonly string[];
}

export interface Decrypted {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Id of the image's format; of a file that was encrypted as one, nobody looks. */
  readonly format?: string | undefined;
  readonly name: string;
  readonly modified?: number | undefined;
  readonly payload: string;
  readonly cipher: string;
  readonly protection: string;
  readonly images: 1 | 2;
}

/** Operations by name: what goes in, what comes out. */
export interface Operations {
  readonly encrypt: readonly [EncryptJob, Encrypted];
  readonly decrypt: readonly [DecryptJob, Decrypted];
  readonly inspect: readonly [Job, object];
  readonly analyze: readonly [AnalyzeJob, object];
}

/** How a job ended. Of what was not foreseen, the kind and the place go to the log, without a message. */
export type Ended<T> =
  | { readonly value: T }
  | { readonly failure: Failure; readonly trace?: string };
