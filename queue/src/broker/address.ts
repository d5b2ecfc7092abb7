import { NeuroveilError } from "neuroveil/errors";

/** Where the queue is. */
export interface QueueAddress {
  readonly kind: "redis" | "postgres";
  /** What BullMQ connects with; holds the password. */
  readonly connection: object;
  /** For messages: neither user nor password, nor what stands behind a question mark. */
  readonly shown: string;
}

const redisPort = 6379;

/** Milliseconds between attempts to reach a server that was reached before. */
const slowestRetry = 2000;

/**
 * @param text `redis://`, `rediss://` (TLS) or `postgres://`, as everywhere
 * @param password where it shall not stand in the address
 * @throws {NeuroveilError} "usage"; what it says repeats nothing of what may be a password
 */
export function parseAddress(text: string, password: string | undefined): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const kind = url && kinds[url.protocol];
  if (url === undefined || kind === undefined || url.hostname === "") {
    throw new NeuroveilError("usage", {
      expected: "redis://HOST:PORT, rediss://… (TLS) or postgres://HOST/DATABASE after --queue",
      got: "something else",
      todo: "it is not repeated here, since it may hold a password",
    });
  }
  if (password !== undefined) url.password = encodeURIComponent(password);
  const shown = `${url.protocol}//${url.host}${url.pathname === "/" ? "" : url.pathname}`;
  return { kind, shown, connection: kind === "redis" ? redis(url) : postgres(url) };
}

const kinds: Readonly<Record<string, QueueAddress["kind"]>> = {
  "redis:": "redis",
  "rediss:": "redis",
  "postgres:": "postgres",
  "postgresql:": "postgres",
};

function redis(url: URL): object {
  const db = /^\/(\d{1,4})?$/.exec(url.pathname === "" ? "/" : url.pathname);
  if (db === null || url.search !== "" || url.hash !== "") {
    throw new NeuroveilError("usage", {
      expected: "nothing behind the port of a Redis but the number of a database, as in /0",
      got: "something else",
      todo: "leave it out",
    });
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? redisPort : Number(url.port),
    ...(url.username !== "" && { username: decodeURIComponent(url.username) }),
    ...(url.password !== "" && { password: decodeURIComponent(url.password) }),
    ...(db[1] !== undefined && { db: Number(db[1]) }),
    ...(url.protocol === "rediss:" && { tls: {} }),
    // Commands wait while a server that was there starts again.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 6), slowestRetry),
  };
}

function postgres(url: URL): object {
  // BullMQ makes its tables where they are missing.
  return { connectionString: url.href, migrate: true };
}
