import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { base64nopad } from "@scure/base";
import { Stanza, type Identity, type Recipient } from "age-encryption";
import { NeuroveilError } from "../errors.ts";
import { stretch } from "./stretch.ts";

const saltBytes = 16;
const fileKeyBytes = 16;
const tagBytes = 16;

/**
 * age's scrypt stanza (age-encryption.org/v1, "scrypt recipient stanza"), for both ends of
 * `age-encryption`, whose own stretches on the calling thread and cannot be stopped.
 */
export class PassphraseRecipient implements Recipient {
  readonly #passphrase: string;
  readonly #logN: number;
  readonly #signal: AbortSignal | undefined;

  constructor(passphrase: string, logN: number, signal: AbortSignal | undefined) {
    this.#passphrase = passphrase;
    this.#logN = logN;
    this.#signal = signal;
  }

  async wrapFileKey(fileKey: Uint8Array): Promise<Stanza[]> {
    const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
    const key = await stretched(this.#passphrase, salt, this.#logN, this.#signal);
    const body = chacha20poly1305(key, new Uint8Array(12)).encrypt(fileKey);
    return [new Stanza(["scrypt", base64nopad.encode(salt), `${this.#logN}`], body)];
  }
}

/** Opens what a {@link PassphraseRecipient} or the age program wrapped. */
export class PassphraseIdentity implements Identity {
  readonly #passphrase: string;
  readonly #mostLogN: number;
  readonly #signal: AbortSignal | undefined;

  /** @param mostLogN highest work factor that is accepted */
  constructor(passphrase: string, mostLogN: number, signal: AbortSignal | undefined) {
    this.#passphrase = passphrase;
    this.#mostLogN = mostLogN;
    this.#signal = signal;
  }

  async unwrapFileKey(stanzas: Stanza[]): Promise<Uint8Array | null> {
    const [stanza] = stanzas;
    if (stanza?.args[0] !== "scrypt") return null;
    const [, saltText = "", logNText = "", ...more] = stanza.args;
    const salt = base64nopad.decode(saltText);
    const sound =
      stanzas.length === 1 &&
      more.length === 0 &&
      salt.length === saltBytes &&
      /^[1-9][0-9]*$/.test(logNText) &&
      stanza.body.length === fileKeyBytes + tagBytes;
    if (!sound) throw new Error("invalid scrypt stanza");
    if (Number(logNText) > this.#mostLogN) {
      throw new NeuroveilError("limit", {
        expected: `a passphrase work factor of at most ${this.#mostLogN}`,
        got: Number(logNText),
        todo: "open the file with the age program",
      });
    }
    const key = await stretched(this.#passphrase, salt, Number(logNText), this.#signal);
    try {
      return chacha20poly1305(key, new Uint8Array(12)).decrypt(stanza.body);
    } catch {
      return null;
    }
  }
}

async function stretched(
  passphrase: string,
  salt: Uint8Array,
  logN: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const text = new TextEncoder();
  const label = text.encode("age-encryption.org/v1/scrypt");
  const labelled = new Uint8Array([...label, ...salt]);
  return stretch({ passphrase: text.encode(passphrase), salt: labelled, logN }, signal);
}
