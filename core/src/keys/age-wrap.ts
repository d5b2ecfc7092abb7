import { Encrypter, type Decrypter, type Identity } from "age-encryption";
import { NeuroveilError, sizeText, type Refusal } from "../errors.ts";
import { fromHex, toHex } from "../bytes/hex.ts";
import { requireRecipient } from "./recipient.ts";

/** Longest age file that is read or written: some 35 post-quantum recipients take as much. */
export const mostWrappedBytes: number = 1 << 16;

/**
 * Most readers of a wrapped key. The stanzas of age do not say whose they are: each costs every identity
 * that is tried two milliseconds.
 */
const mostReaders = 256;

/** Work factor for new passphrases: 2^18 rounds, 256 MiB, about a second. */
const workFactor = 18;

/** Highest work factor that is accepted: each step above doubles the memory that a file can claim. */
const mostWorkFactor = 18;

const contentKeyBytes = 32;

/** Who can open an age file: the holders of identities, or whoever knows the passphrase. */
export type WrapKind = "recipients" | "passphrase";

/**
 * Wraps a content key for age recipients: a binary age file whose payload is the key as 64 hex digits.
 * @throws NeuroveilError "usage" when a recipient is not one of age's, or the list mixes
 *   post-quantum recipients with others
 */
export async function wrapForRecipients(
  key: Uint8Array,
  recipients: readonly string[],
): Promise<Uint8Array> {
  checkRecipients(recipients);
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const wrapped = await encrypter.encrypt(toHex(key));
  if (wrapped.length > mostWrappedBytes) {
    throw new NeuroveilError("limit", {
      expected: `a wrapped key of at most ${sizeText(mostWrappedBytes)}`,
      got: `${sizeText(wrapped.length)} for ${recipients.length} recipients`,
      todo: "encrypt for fewer at a time",
    });
  }
  return wrapped;
}

/** @throws NeuroveilError "usage" or "limit" for recipients whom no key can be wrapped for together */
export function checkRecipients(recipients: readonly string[]): void {
  const postQuantum = recipients.filter((recipient) => /^age1(pq|tagpq)1/.test(recipient)).length;
  if (postQuantum !== 0 && postQuantum !== recipients.length) {
    throw new NeuroveilError("usage", {
      expected: "recipients of one strength",
      got: "post-quantum ones (age1pq1…) beside others, which would undo their protection",
      todo: "encrypt twice instead",
    });
  }
  if (recipients.length > mostReaders) {
    throw new NeuroveilError("limit", {
      expected: `at most ${mostReaders} recipients`,
      got: recipients.length,
      todo: "encrypt for fewer at a time",
    });
  }
  for (const recipient of recipients) requireRecipient(recipient);
}

/**
 * Wraps a content key under a passphrase, taken as its UTF-8 bytes without normalisation, as the
 * age program does.
 * @param options.logN base-2 logarithm of scrypt's rounds; lower values are for tests and vectors
 *   only
 * @throws NeuroveilError "limit" when there is too little memory, "aborted"
 */
export async function wrapWithPassphrase(
  key: Uint8Array,
  passphrase: string,
  options: { readonly logN?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  const { logN = workFactor, signal } = options;
  const { PassphraseRecipient } = await scryptStanza();
  encrypter.addRecipient(new PassphraseRecipient(passphrase, logN, signal));
  return encrypter.encrypt(toHex(key));
}

/** What opens keys that were wrapped under a passphrase. */
export function passphraseIdentity(passphrase: string, signal: AbortSignal | undefined): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const { PassphraseIdentity } = await scryptStanza();
      const identity = new PassphraseIdentity(passphrase, mostWorkFactor, signal);
      return await identity.unwrapFileKey(stanzas);
    },
  };
}

/** Most keys are wrapped for recipients: a page fetches this with the first passphrase. */
const scryptStanza = (): Promise<typeof import("./scrypt-stanza.ts")> =>
  import("./scrypt-stanza.ts");

/**
 * Opens a wrapped content key.
 * @throws NeuroveilError "key" when nothing given fits, "limit" when scrypt would need too much
 *   memory, "aborted", "broken" when it is not such a file
 */
export async function unwrap(wrapped: Uint8Array, decrypter: Decrypter): Promise<Uint8Array> {
  checkBounds(wrapped);
  let payload: Uint8Array;
  try {
    payload = await decrypter.decrypt(wrapped);
  } catch (cause) {
    if (cause instanceof NeuroveilError) throw cause;
    if (cause instanceof Error && cause.message.startsWith("no identity matched")) {
      throw new NeuroveilError("key", { ...wrongKey[wrapKind(wrapped)], cause });
    }
    throw broken(cause);
  }
  const digits = new TextDecoder("latin1").decode(payload);
  if (!/^[0-9a-f]{64}$/.test(digits)) throw broken();
  return fromHex(digits, contentKeyBytes, "a content key");
}

const wrongKey: Record<WrapKind, Refusal> = {
  passphrase: {
    expected: "the passphrase that encrypted this image",
    got: "another one",
    todo: "try again",
  },
  recipients: {
    expected: "an identity of one of this image's recipients",
    got: "none that fits",
    todo: "give the identity file that belongs to the recipient",
  },
};

/** Whether a wrapped key was made for recipients or with a passphrase, by its first stanza. */
export function wrapKind(wrapped: Uint8Array): WrapKind {
  return stanzas(wrapped)[0]?.[0] === "scrypt" ? "passphrase" : "recipients";
}

/** The arguments of an age header's stanzas, type first. */
function stanzas(wrapped: Uint8Array): string[][] {
  const text = new TextDecoder("latin1").decode(wrapped.subarray(0, mostWrappedBytes));
  const header = text.slice(0, text.indexOf("\n---"));
  return [...header.matchAll(/^-> (.*)$/gm)].map((match) => match[1]!.split(" "));
}

const withAge = "open the key with the age program (inspect --age) and give it as a key file";

/** Refuses what would cost much memory or time, before age-encryption sees it. */
function checkBounds(wrapped: Uint8Array): void {
  if (wrapped.length > mostWrappedBytes) throw broken();
  const all = stanzas(wrapped);
  const readers = all.filter(([type]) => !type?.endsWith("-grease")).length;
  if (readers > mostReaders) {
    throw new NeuroveilError("limit", {
      expected: `a key wrapped for at most ${mostReaders} readers`,
      got: readers,
      todo: withAge,
    });
  }
  for (const [type, , logN] of all) {
    if (type === "scrypt" && Number(logN) > mostWorkFactor) {
      throw new NeuroveilError("limit", {
        expected: `a passphrase work factor of at most ${mostWorkFactor}`,
        got: Number(logN),
        todo: withAge,
      });
    }
  }
}

function broken(cause?: unknown): NeuroveilError {
  return new NeuroveilError("broken", {
    expected: "a wrapped content key (an age file around 64 hexadecimal digits)",
    got: "a damaged one",
    cause,
  });
}
