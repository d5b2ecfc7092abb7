import { NeuroveilError } from "neuroveil/errors";
import { readInput } from "../files/inputs.ts";
import { printable } from "../terminal/printable.ts";

/**
 * The secret keys of an identity file as `keygen` and `age-keygen` write it.
 * @throws {NeuroveilError} "input" when it cannot be read, "key" when it holds none
 */
export async function readIdentities(path: string): Promise<string[]> {
  const { parseIdentityFile, recipientOf } = await import("neuroveil/keys");
  const text = new TextDecoder().decode(await readInput(path));
  try {
    const identities = parseIdentityFile(text);
    // A line may begin as a secret key and still be none: only its recipient shows that.
    await Promise.all(identities.map(recipientOf));
    return identities;
  } catch (cause) {
    const locked = /^(age-encryption\.org\/|-----BEGIN AGE)/.test(text);
    throw new NeuroveilError(
      "key",
      locked
        ? `expected an identity file, got ${printable(path)}, which is itself encrypted; unlock it first: age -d -o key.txt`
        : `expected whole lines AGE-SECRET-KEY-… in the identity file ${printable(path)}, got something else; make one with \`neuroveil keygen\``,
      { cause },
    );
  }
}

/**
 * The recipients that a file lists: one a line, `#` starts a comment.
 * @throws {NeuroveilError} "input" when it cannot be read, "key" when it holds none, or something else
 */
export async function readRecipients(path: string): Promise<string[]> {
  const { requireRecipient } = await import("neuroveil/keys");
  const text = new TextDecoder().decode(await readInput(path));
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  for (const line of lines) {
    try {
      requireRecipient(line);
    } catch (error) {
      throw inFile(path, error);
    }
  }
  if (lines.length > 0) return lines;
  throw new NeuroveilError(
    "key",
    `expected recipients (age1…), one a line, in ${printable(path)}, got none; add one`,
  );
}

/** A complaint about one line, as one about the file: what the user typed was all right. */
function inFile(path: string, error: unknown): unknown {
  if (!(error instanceof NeuroveilError)) return error;
  return new NeuroveilError("key", `${printable(path)}: ${error.message}`, { cause: error });
}
