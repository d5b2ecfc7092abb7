import { Encrypter } from "age-encryption";
import { NeuroveilError } from "../errors.ts";
import { foreignRecipient } from "./foreign-keys.ts";
import { keyLines, keyText } from "./key-text.ts";

/** What a file of recipients lists. */
export interface RecipientFile {
  /** Those that can be encrypted for, at least one. */
  readonly recipients: readonly string[];
  /**
   * Those that cannot, as in "line 2: an SSH public key, and those are not supported": whoever they
   * belong to will not be able to decrypt.
   */
  readonly leftOut: readonly string[];
}

/**
 * The recipients that a file lists, one a line; empty lines and lines that start with # are ignored.
 * Recipients of age's plugins and SSH keys are left out where there are others.
 * @param file text as UTF-8 or UTF-16
 * @throws NeuroveilError "usage" when it lists none, or something else
 */
export function parseRecipientFile(file: string | Uint8Array): RecipientFile {
  const recipients: string[] = [];
  const foreign: { readonly where: string; readonly name: string; readonly todo: string }[] = [];
  for (const { number, text } of keyLines(keyText(file))) {
    const kind = foreignRecipient(text);
    if (kind?.elsewhere) {
      foreign.push({ where: `line ${number}`, ...kind });
    } else {
      requireRecipient(text, `in line ${number} `);
      recipients.push(text);
    }
  }
  const leftOut = foreign.map(({ where, name }) => `${where}: ${name}`);
  if (recipients.length > 0) return { recipients, leftOut };
  const [first] = foreign;
  throw refusal(
    first ? `in ${first.where} ${first.name}` : "none",
    first?.todo ?? "put one in a line of its own",
  );
}

/**
 * @param where of the file it stands, for the message, as in "in line 3 "
 * @throws NeuroveilError "usage" unless `recipient` is one of age's (`age1…`)
 */
export function requireRecipient(recipient: string, where: string = ""): void {
  try {
    new Encrypter().addRecipient(recipient);
  } catch {
    // The library's own error may quote the whole, and what came may be a secret.
    const { name, todo } = foreignRecipient(recipient) ?? other(recipient);
    throw refusal(`${where}${name}`, todo);
  }
}

function other(recipient: string): { readonly name: string; readonly todo: string } {
  if (/^age1[0-9a-z]/.test(recipient)) {
    return { name: `"${recipient.slice(0, 12)}…"`, todo: "check that it is complete" };
  }
  return { name: "something else", todo: "give the line age1… that keygen printed" };
}

function refusal(got: string, todo: string): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: "an age recipient (age1…)",
    got: got,
    todo: todo,
  });
}
