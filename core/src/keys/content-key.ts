import { NeuroveilError } from "../errors.ts";
import { wrapForRecipients, wrapWithPassphrase } from "./age-wrap.ts";
import { fromHex } from "../bytes/hex.ts";
import { keyLines, keyText } from "./key-text.ts";

/** The key of one image, or of all images of one call. */
export interface ContentKey {
  /** 32 random bytes, from which every subkey is derived. */
  readonly bytes: Uint8Array;
  /** The key wrapped for its readers, a binary age file; undefined when it was given as such. */
  readonly wrapped: Uint8Array | undefined;
}

/** Who shall be able to decrypt; exactly one of the three. */
export interface EncryptionKeys {
  /** age recipients, `age1…`; each can decrypt alone. */
  readonly recipients?: readonly string[] | undefined;
  readonly passphrase?: string | undefined;
  /** The content key itself, 32 bytes, for laboratory use. */
  readonly key?: Uint8Array | undefined;
}

/**
 * Makes a content key and wraps it. A passphrase is stretched here, once, whatever number of images
 * is then encrypted.
 * @param options.signal ends the stretching at once
 * @throws NeuroveilError "usage" when not exactly one kind of key is given, or it is malformed;
 *   "aborted"; "limit" when there is too little memory to stretch in
 */
export async function createContentKey(
  keys: EncryptionKeys,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ContentKey> {
  requireOneKind(keys, ["recipients", "passphrase", "key"]);
  if (keys.key !== undefined) return { bytes: copyRawKey(keys.key), wrapped: undefined };
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  if (keys.passphrase !== undefined) {
    requirePassphrase(keys.passphrase);
    return { bytes, wrapped: await wrapWithPassphrase(bytes, keys.passphrase, options) };
  }
  return { bytes, wrapped: await wrapForRecipients(bytes, requireRecipients(keys.recipients)) };
}

/**
 * The content key in a key file: 64 hexadecimal digits in a line of their own, with empty lines and
 * lines that start with # ignored.
 * @param file text as UTF-8 or UTF-16
 * @throws NeuroveilError "usage" when it is something else
 */
export function parseKeyFile(file: string | Uint8Array): Uint8Array {
  const lines = keyLines(keyText(file)).map(({ text }) => text);
  if (lines.some((line) => /^age-secret-key-/i.test(line))) {
    throw new NeuroveilError("usage", {
      expected: "a key file of 64 hexadecimal digits",
      got: "an age identity",
      todo: "give it as an identity file",
    });
  }
  const [digits = ""] = lines;
  if (lines.length > 1) {
    throw new NeuroveilError("usage", {
      expected: "a key file of 64 hexadecimal digits in one line",
      got: `${lines.length} lines`,
      todo: "`inspect --age` and `age -d` make one",
    });
  }
  return fromHex(digits, 32, "a key file");
}

/** @throws NeuroveilError "usage" unless exactly one of `kinds` is set in `keys` */
export function requireOneKind<K extends string>(
  keys: { readonly [kind in K]?: unknown },
  kinds: readonly K[],
): void {
  const given = kinds.filter((kind) => keys[kind] !== undefined);
  if (given.length === 1) return;
  throw new NeuroveilError("usage", {
    expected: `exactly one kind of key (${kinds.join(", ")})`,
    got: given.join(" and ") || "none",
  });
}

function requireRecipients(recipients: unknown): readonly string[] {
  if (Array.isArray(recipients) && recipients.length > 0) {
    const texts = recipients.filter((recipient) => typeof recipient === "string");
    if (texts.length === recipients.length) return texts;
  }
  throw new NeuroveilError("usage", {
    expected: "recipients (age1…) in an array of strings, at least one",
    got: "none or something else",
  });
}

export function requirePassphrase(passphrase: unknown): void {
  if (typeof passphrase === "string" && passphrase !== "") return;
  throw new NeuroveilError("usage", {
    expected: "a passphrase of at least one character",
    got: "none",
  });
}

export function copyRawKey(key: unknown): Uint8Array {
  if (key instanceof Uint8Array && key.length === 32) return new Uint8Array(key);
  const got = key instanceof Uint8Array ? `${key.length} bytes` : typeof key;
  throw new NeuroveilError("usage", { expected: "a key of 32 bytes in a Uint8Array", got: got });
}
