import { createHmac, hkdfSync, timingSafeEqual, type Hmac } from "node:crypto";

/** Bytes of a queue's secret. */
const secretBytes = 32;

/** What the keys of a queue are for; each is used for one thing alone. */
type Purpose = "job" | "id" | "input" | "result" | "failure" | "name";

/**
 * The keys that producers and workers of a queue share, derived from its secret by HKDF-SHA-256. Whoever
 * runs Redis or PostgreSQL has none of them.
 */
export class QueueKeys {
  readonly #keys: Readonly<Record<Purpose, Buffer>>;

  /** @param secret 32 random bytes */
  constructor(secret: Uint8Array) {
    const derived = (purpose: Purpose): Buffer =>
      Buffer.from(hkdfSync("sha256", secret, "", `neuroveil queue v1 ${purpose}`, secretBytes));
    this.#keys = {
      job: derived("job"),
      id: derived("id"),
      input: derived("input"),
      result: derived("result"),
      failure: derived("failure"),
      name: derived("name"),
    };
  }

  /** HMAC-SHA-256 of parts, each with its length before it, so that no two lists run together. */
  mac(purpose: Purpose, ...parts: readonly string[]): string {
    const hmac = this.hmac(purpose);
    const length = Buffer.alloc(8);
    for (const part of parts) {
      const bytes = Buffer.from(part, "utf8");
      length.writeBigUInt64BE(BigInt(bytes.length));
      hmac.update(length).update(bytes);
    }
    return hmac.digest("base64url");
  }

  /** For what comes in pieces. */
  hmac(purpose: Purpose): Hmac {
    return createHmac("sha256", this.#keys[purpose]);
  }

  /** Whether a MAC is that of these parts, in a time that does not tell where it differs. */
  verifies(mac: unknown, purpose: Purpose, ...parts: readonly string[]): boolean {
    if (typeof mac !== "string") return false;
    const [given, right] = [Buffer.from(mac), Buffer.from(this.mac(purpose, ...parts))];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  /**
   * The name of the queue in Redis or PostgreSQL: who has another secret has another queue, and nobody's
   * jobs fail at workers that could not know them.
   */
  get queueName(): string {
    return `neuroveil-${this.hmac("name").digest("hex").slice(0, 16)}`;
  }
}
