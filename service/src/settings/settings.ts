import type { LogSink } from "../observation/log.ts";
import type { Limits } from "./limits.ts";

/** What a service is started with. Nothing of it can be changed by a request. */
export interface Settings {
  readonly limits: Limits;
  /** Secret keys of age (`AGE-SECRET-KEY-1…`) that images are decrypted with; none: decrypting is not offered. */
  readonly identities: readonly string[];
  /** Tokens, one of which a request must bring; none: nobody is asked for one. */
  readonly tokens: readonly string[];
  /** Whether images are encrypted under a passphrase of the request. */
  readonly passphrases: boolean;
  /** Names under which the service is reached beside localhost and addresses of numbers. */
  readonly hostNames: readonly string[];
  /** Addresses, or networks as 10.0.0.0/8, of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly log: LogSink;
}
