import type { Workload } from "./workload.ts";

/** Something that encrypts, ready to be timed. */
export interface Contender {
  readonly id: string;
  /** Threads that do the work. */
  readonly threads: number;
  /** Decrypting comes only near to what was encrypted. */
  readonly lossy?: boolean;
  /** Does everything that an application would do once, such as starting threads. */
  open(work: Workload): Promise<Session> | Session;
}

/**
 * One contender on one workload. A call of `encrypt` or `decrypt` includes setting up the key; after
 * both, the workload's data are what they were, or near to it.
 */
export interface Session {
  encrypt(): Promise<void> | void;
  /** @returns the decrypted bytes, in as many parts as the contender works in */
  decrypt(): Promise<readonly Uint8Array[]> | readonly Uint8Array[];
  close?(): Promise<void>;
}
