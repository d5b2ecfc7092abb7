import {
  Decrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import { NeuroveilError } from "../errors.ts";
import { foreignIdentity, type ForeignKey } from "./foreign-keys.ts";
import { keyLines, keyText } from "./key-text.ts";

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
  } catch {
    throw notAnIdentity(identity);
  }
}

/**
 * The identities in an age identity file: one a line, with empty lines and lines that start with #
 * ignored. Identities of age's plugins are passed over where there are others.
 * @param file text as UTF-8 or UTF-16
 * @throws NeuroveilError "usage" when there is none, or a line is something else
 */
export function parseIdentityFile(file: string | Uint8Array): string[] {
  const identities: string[] = [];
  let plugin: { readonly text: string; readonly number: number } | undefined;
  for (const line of keyLines(keyText(file))) {
    if (foreignIdentity(line.text)?.elsewhere) {
      plugin ??= line;
    } else {
      addIdentity(new Decrypter(), line.text, `in line ${line.number} `);
      identities.push(line.text);
    }
  }
  if (identities.length > 0) return identities;
  if (plugin !== undefined) throw notAnIdentity(plugin.text, `in line ${plugin.number} `);
  throw refusal({ name: "none", todo: "make one with neuroveil keygen" }, "");
}

/**
 * @param where of the file it stands, for the message, as in "in line 3 "
 * @throws NeuroveilError "usage" when it is not an age identity
 */
export function addIdentity(decrypter: Decrypter, identity: unknown, where: string = ""): void {
  try {
    decrypter.addIdentity(identity as string);
  } catch {
    throw notAnIdentity(identity, where);
  }
}

/** Never quotes what came, nor the library's error, which does: a mistyped secret is still a secret. */
export function notAnIdentity(came?: unknown, where: string = ""): NeuroveilError {
  const text = typeof came === "string" ? came : "";
  return refusal(foreignIdentity(text) ?? other(text), where);
}

function other(text: string): ForeignKey {
  return /^age-secret-key-/i.test(text)
    ? {
        name: "one that is damaged",
        todo: "compare it with the file that keygen wrote, or take a copy of that",
      }
    : { name: "something else", todo: "make one with neuroveil keygen" };
}

function refusal({ name, todo }: ForeignKey, where: string): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: "age identities (AGE-SECRET-KEY-1… or AGE-SECRET-KEY-PQ-1…), one a line",
    got: `${where}${name}`,
    todo: todo,
  });
}
