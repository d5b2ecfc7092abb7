import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import { NeuroveilError } from "../errors.ts";

/** A reader's pair of keys, as age writes them. */
export interface IdentityPair {
  /** Secret: `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`. */
  readonly identity: string;
  /** Public: `age1…` or `age1pq1…`; whoever has it can encrypt for the identity. */
  readonly recipient: string;
}

/**
 * Makes a new pair of keys.
 * @param options.postQuantum ML-KEM-768 with X25519 instead of X25519 alone; the recipient is then
 *   1,959 characters long, and age programs before 1.3 cannot read it
 */
export async function generateIdentity(
  options: { readonly postQuantum?: boolean } = {},
): Promise<IdentityPair> {
  const generate = options.postQuantum === true ? generateHybridIdentity : generateX25519Identity;
  const identity = await generate();
  return { identity, recipient: await identityToRecipient(identity) };
}

/**
 * The recipient of an identity.
 * @throws NeuroveilError "usage" when it is not an age identity
 */
export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity);
  } catch (cause) {
    throw notAnIdentity(cause);
  }
}

/**
 * The identities in the text of an age identity file: one a line, with empty lines and lines that
 * start with # ignored.
 * @throws NeuroveilError "usage" when there is none, or a line is something else
 */
export function parseIdentityFile(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (identities.length === 0 || !identities.every((line) => line.startsWith("AGE-SECRET-KEY-"))) {
    throw notAnIdentity();
  }
  return identities;
}

/** Never quotes what came: a mistyped secret is still a secret. */
export function notAnIdentity(cause?: unknown): NeuroveilError {
  return new NeuroveilError(
    "usage",
    "expected age identities (AGE-SECRET-KEY-1… or AGE-SECRET-KEY-PQ-1…), one a line, got something " +
      "else; make one with neuroveil keygen",
    { cause },
  );
}
