import { printable } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { readInput } from "../files/inputs.ts";
import { readIdentityPassphrase } from "./passphrase.ts";
import { say } from "../terminal/streams.ts";
import { warnOfOthers } from "./private-file.ts";

/**
 * The secret keys of an identity file as `keygen` and `age-keygen` write it; asks for the passphrase
 * of one that `age -p` protects.
 * @throws {NeuroveilError} "input" when it cannot be read, "key" when it holds none or the passphrase
 *   is another one
 */
export async function readIdentities(path: string): Promise<string[]> {
  const { isProtectedIdentityFile, parseIdentityFile, unlockIdentityFile } =
    await import("neuroveil/keys");
  return parsed(path, async (file) => {
    // Whoever else can read it has to guess.
    if (isProtectedIdentityFile(file)) {
      return unlockIdentityFile(file, await readIdentityPassphrase(path));
    }
    const identities = parseIdentityFile(file);
    await warnOfOthers(path, "identity");
    return identities;
  });
}

/**
 * The recipients that a file lists. Says for whom nothing will be encrypted, where it lists keys that
 * only other programs can use.
 * @throws {NeuroveilError} "input" when it cannot be read, "key" when it holds none, or something else
 */
export async function readRecipients(path: string): Promise<readonly string[]> {
  const { parseRecipientFile } = await import("neuroveil/keys");
  const { recipients, leftOut } = await parsed(path, parseRecipientFile);
  for (const what of leftOut) {
    say(`${printable(path)}, ${what}; left out, its owner will not be able to decrypt`);
  }
  return recipients;
}

/**
 * The content key in a key file: 64 hex digits, as `age -d` prints them for what `inspect --age`
 * writes.
 * @throws {NeuroveilError} "input" when it cannot be read, "key" when it holds something else
 */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const { parseKeyFile } = await import("neuroveil/keys");
  return parsed(path, async (file) => {
    const key = parseKeyFile(file);
    await warnOfOthers(path, "key");
    return key;
  });
}

/** A complaint about one line, as one about the file: what the user typed was all right. */
async function parsed<T>(path: string, parse: (file: Uint8Array) => T | Promise<T>): Promise<T> {
  const file = await readInput(path);
  try {
    return await parse(file);
  } catch (error) {
    if (!(error instanceof NeuroveilError) || error.code === "aborted") throw error;
    throw new NeuroveilError("key", {
      ...error.retold({ about: printable(path) }).refusal,
      cause: error,
    });
  }
}
