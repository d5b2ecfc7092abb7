import { existsSync } from "node:fs";
import { NeuroveilError, withoutSecrets } from "neuroveil/errors";

/**
 * Refuses a call with a secret key in the place of something else, before anything can show it: a
 * message, a result's name, a log.
 * @param args what stands behind the program's name
 * @throws {NeuroveilError} "usage"; tells the place of the secret, not the secret
 */
export function refuseSecretArguments(args: readonly string[]): void {
  for (const [i, arg] of args.entries()) {
    if (/^--pass(phrase|word)?=/i.test(arg)) {
      throw usage("--passphrase alone", `a value with it (argument ${i + 1})`, toBeAsked);
    }
    if (takesKey.test(arg) || takesKey.test(args[i - 1] ?? "")) continue;
    const value = arg.replace(/^--[\w-]+=|^-[A-Za-z](?=.)/, "");
    if (!isSecretKey(arg) && !isSecretKey(value)) continue;
    throw usage(
      "names of files, recipients and values",
      `what looks like a secret key (argument ${i + 1}; not repeated here)`,
      "put it into a file and give the file's name: --identity FILE, --key-file FILE; a file whose name looks like that is ./NAME",
    );
  }
}

/**
 * Refuses words that may be the passphrase: `--passphrase` takes none, so that they would be taken
 * for files, and shown as such.
 * @param words of the call, without flags and their values
 * @throws {NeuroveilError} "usage"; tells the place of the word, not the word
 */
export function refusePassphraseArguments(words: readonly string[]): void {
  for (const [i, word] of words.entries()) {
    if (word === "-" || hasSuffix(word) || existsSync(word)) continue;
    const which = words.length === 1 ? "one" : `number ${i + 1} of ${words.length}`;
    throw usage(
      "names of files beside --passphrase",
      `${which} that leads to none (not repeated here: it may be the passphrase)`,
      toBeAsked,
    );
  }
}

/** Commander's complaint without the values that it repeats. */
export function withoutValues(complaint: string): string {
  return withoutSecrets(complaint).replace(
    /unknown option '(--[^'=]*=|-p)[^]+?'(?=$|\n\(Did you mean)/,
    "unknown option '$1…'",
  );
}

const toBeAsked =
  "the passphrase is asked for, or taken from NEUROVEIL_PASSPHRASE, never from the command line";

/** The laboratory's own key, which is no secret. */
const takesKey = /^--key(=|$)/;

/**
 * Whether a word is likely to be a secret key: an identity of age, a private key of SSH, or 64 hex
 * digits, also damaged or incomplete. What leads to a file is that file's name.
 */
function isSecretKey(word: string): boolean {
  if (/age-(secret-key|plugin)-|private key-----/i.test(word)) return true;
  if (/[./\\]|^age1|^(sk-)?(ssh|ecdsa)-/i.test(word) || isPublicBlob.test(word)) return false;
  return (isHex(word) || isData(word)) && !existsSync(word);
}

/** The data of a public key of SSH, whose name came as a word of its own. */
const isPublicBlob = /^AAAA([BC]3NzaC1|E2VjZHNh|[GI]nNr)/;

/** 32 bytes in hex, perhaps in groups, with slips; a nonce is shorter. */
function isHex(word: string): boolean {
  const digits = word.replaceAll(/^0x|[\s:_-]/gi, "");
  return digits.length >= 56 && digits.length <= 72 && share(digits, /[0-9a-f]/gi) >= 0.9;
}

/** The data of an identity, with or without what is before it: 52 characters and more, one in four a digit. */
function isData(word: string): boolean {
  return word.length >= 50 && share(word, /[0-9a-z]/gi) >= 0.93 && share(word, /\d/g) >= 0.12;
}

function share(word: string, characters: RegExp): number {
  return (word.match(characters)?.length ?? 0) / word.length;
}

/** No passphrase ends as the names of pictures and documents do. */
function hasSuffix(word: string): boolean {
  return /\.(png|apng|jpe?g|tiff?|gif|webp|bmp|heic|avif|jxl|pdf|txt|zip|mp4|mov|dcm)$/i.test(word);
}

function usage(expected: string, got: string, todo: string): NeuroveilError {
  return new NeuroveilError("usage", { expected: expected, got: got, todo: todo });
}
