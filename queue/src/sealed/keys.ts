import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  type Hmac,
} from "node:crypto";

/** Bytes of a queue's secret, and of the keys that are derived from it. */
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** What the keys for MACs are for; each is used for one thing alone. */
type Named = "id" | "input" | "name";
/** The same for what is encrypted and authenticated. */
type Sealed = "order" | "ending" | "reason" | "record" | "picture" | "result";

/**
 * The keys that producers and workers of a queue share, derived from its secret by HKDF-SHA-256. Whoever
 * runs Redis or PostgreSQL has none of them.
 */
export class QueueKeys {
  readonly #secret: Uint8Array;
  readonly #keys = new Map<string, Buffer>();

  /** @param secret 32 random bytes */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  /** HMAC-SHA-256 of parts. */
  mac(purpose: Named, ...parts: readonly string[]): string {
    return this.hmac(purpose).update(joined(parts)).digest("base64url");
  }

  /** For what comes in pieces. */
  hmac(purpose: Named): Hmac {
    return createHmac("sha256", this.#key(purpose));
  }

  /**
   * Encrypts and authenticates a text by AES-256-GCM, as base64url.
   * @param bound what it belongs to: it opens together with that alone
   */
  seal(purpose: Sealed, text: string, ...bound: readonly string[]): string {
    return this.sealBytes(purpose, Buffer.from(text, "utf8"), ...bound).toString("base64url");
  }

  /** The same for bytes, as bytes. */
  sealBytes(purpose: Sealed, content: Uint8Array, ...bound: readonly string[]): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key(purpose), nonce);
    cipher.setAAD(joined(bound));
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }

  /** @returns undefined for what nobody sealed who has the secret, or for something else */
  open(purpose: Sealed, sealed: string, ...bound: readonly string[]): string | undefined {
    const bytes = Buffer.from(sealed, "base64url");
    // One text, one seal: other characters would be other ones for the same bytes.
    if (bytes.toString("base64url") !== sealed) return undefined;
    return this.openBytes(purpose, bytes, ...bound)?.toString("utf8");
  }

  /** The same for bytes. */
  openBytes(purpose: Sealed, bytes: Uint8Array, ...bound: readonly string[]): Buffer | undefined {
    if (bytes.length < nonceBytes + tagBytes) return undefined;
    const nonce = bytes.subarray(0, nonceBytes);
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv("aes-256-gcm", this.#key(purpose), nonce, options);
    decipher.setAAD(joined(bound)).setAuthTag(bytes.subarray(-tagBytes));
    try {
      const body = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([body, decipher.final()]);
    } catch {
      return undefined;
    }
  }

  /**
   * The name of the queue in Redis or PostgreSQL: who has another secret has another queue, and nobody's
   * jobs fail at workers that could not know them.
   */
  get queueName(): string {
    return `neuroveil-${this.hmac("name").digest("hex").slice(0, 16)}`;
  }

  #key(purpose: Named | Sealed): Buffer {
    const known = this.#keys.get(purpose);
    if (known !== undefined) return known;
    const label = `neuroveil queue v1 ${purpose}`;
    const key = Buffer.from(hkdfSync("sha256", this.#secret, "", label, keyBytes));
    this.#keys.set(purpose, key);
    return key;
  }
}

/** Parts with their lengths before them, so that no two lists run together. */
function joined(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, "utf8");
      const length = Buffer.alloc(8);
      length.writeBigUInt64BE(BigInt(bytes.length));
      return [length, bytes];
    }),
  );
}
