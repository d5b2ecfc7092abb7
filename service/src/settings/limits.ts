import { availableParallelism } from "node:os";

/** What a request, a client and all of them together may take. */
export interface Limits {
  /** Bytes of one body. */
  readonly bodyBytes: number;
  /** Bytes of all bodies and answers that are in memory at once. */
  readonly heldBytes: number;
  /** Bytes of an image's raw samples. */
  readonly sampleBytes: number;
  /** Images that are worked on at once, each on a thread. */
  readonly workers: number;
  /** Passphrases that are stretched at once; each takes 256 MiB and a second of a core. */
  readonly stretchings: number;
  /** Requests that wait for one of these, beyond which the service says that it is busy. */
  readonly waiting: number;
  /** Seconds that the work of one request may take, without waiting. */
  readonly workSeconds: number;
  /** Seconds for a request's header. */
  readonly headerSeconds: number;
  /** Seconds for a body, or for taking an answer, beside what its bytes have. */
  readonly bodySeconds: number;
  /** Bytes a second that a body or an answer must move beyond that. */
  readonly leastBytesPerSecond: number;
  /** Requests of one client in a minute. */
  readonly requestsPerMinute: number;
  /** Connections at once. */
  readonly connections: number;
  /** Seconds that running requests have when the service is stopped. */
  readonly stopSeconds: number;
}

/** What holds unless the service is told otherwise. */
export const defaultLimits: Limits = {
  bodyBytes: 64 * 2 ** 20,
  heldBytes: 512 * 2 ** 20,
  sampleBytes: 128 * 2 ** 20,
  workers: Math.min(availableParallelism(), 4),
  stretchings: 2,
  waiting: 256,
  workSeconds: 60,
  headerSeconds: 10,
  bodySeconds: 20,
  leastBytesPerSecond: 64 * 2 ** 10,
  requestsPerMinute: 600,
  connections: 1024,
  stopSeconds: 30,
};
