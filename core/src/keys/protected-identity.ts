import { armor, Decrypter } from "age-encryption";
import { NeuroveilError } from "../errors.ts";
import { wrapKind } from "./age-wrap.ts";
import { requirePassphrase } from "./content-key.ts";
import { parseIdentityFile } from "./identity.ts";
import { keyText } from "./key-text.ts";
import { PassphraseIdentity } from "./scrypt-stanza.ts";

/**
 * Highest work factor of an identity file that is accepted: 1 GiB. It is the reader's own, and rage
 * takes more rounds than age on a fast machine.
 */
const mostWorkFactor = 20;

/** Longest protected identity file, as in age. */
const mostBytes = 1 << 24;

const armorStart = "-----BEGIN AGE ENCRYPTED FILE-----";
const binaryStart = "age-encryption.org/";

/** Whether an identity file is itself encrypted, as `age -p` writes it, binary or in armor. */
export function isProtectedIdentityFile(file: Uint8Array): boolean {
  const text = keyText(file.subarray(0, 1 << 10)).trimStart();
  return text.startsWith(armorStart) || text.startsWith(binaryStart);
}

/**
 * The identities in a file that a passphrase protects.
 * @param options.signal ends the stretching at once
 * @throws NeuroveilError "key" for another passphrase; "usage" when it is no such file, or there is
 *   something else in it; "limit" when it asks for too much work; "aborted"
 */
export async function unlockIdentityFile(
  file: Uint8Array,
  passphrase: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<string[]> {
  requirePassphrase(passphrase);
  const bytes = withoutArmor(file);
  if (wrapKind(bytes) !== "passphrase") {
    throw refusal(
      "one encrypted for recipients",
      "unlock it with their identity: age -d -i FILE -o key.txt",
    );
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity(new PassphraseIdentity(passphrase, mostWorkFactor, options.signal));
  let opened: Uint8Array;
  try {
    opened = await decrypter.decrypt(bytes);
  } catch (cause) {
    if (cause instanceof NeuroveilError) throw cause;
    if (cause instanceof Error && cause.message.startsWith("no identity matched")) {
      throw new NeuroveilError("key", {
        expected: "the passphrase of the identity file",
        got: "another one",
        todo: "try again",
      });
    }
    throw damaged(cause);
  }
  return parseIdentityFile(opened);
}

function withoutArmor(file: Uint8Array): Uint8Array {
  if (file.length > mostBytes) throw damaged();
  const text = keyText(file)
    .trim()
    .replaceAll(/[ \t]*(\r\n?|\n)/g, "\n");
  if (!text.startsWith(armorStart)) {
    const start = new TextDecoder("latin1").decode(file.subarray(0, binaryStart.length));
    if (start !== binaryStart) throw damaged();
    return file;
  }
  try {
    return armor.decode(text);
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause?: unknown): NeuroveilError {
  const todo = "take a copy of it, or make it again: age -p -a";
  return refusal("a damaged one (sent or saved as text?)", todo, cause);
}

function refusal(got: string, todo: string, cause?: unknown): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: "an identity file protected by a passphrase",
    got: got,
    todo: todo,
    cause,
  });
}
