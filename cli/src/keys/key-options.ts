import { Option, type Command } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import type { ContentKey, EncryptionKeys, KeyRing } from "neuroveil/keys";
import { readIdentities, readKeyFile, readRecipients } from "./key-files.ts";
import { readNewPassphrase, readPassphrase } from "./passphrase.ts";

export interface LockOptions {
  readonly recipient?: readonly string[];
  readonly recipientsFile?: readonly string[];
  readonly passphrase?: true;
  readonly keyFile?: string;
}

/** For whom previews are, where they are wanted. */
export interface PreviewLock {
  /** Their longer side. */
  readonly preview?: number;
  readonly previewRecipient?: readonly string[];
}

export interface UnlockOptions {
  readonly identity?: readonly string[];
  readonly passphrase?: true;
  readonly keyFile?: string;
}

/** The flags that say for whom to encrypt. */
export function addLockOptions(command: Command): Command {
  return addRecipientOptions(command)
    .option("--passphrase", "ask for a passphrase, or make one (or take NEUROVEIL_PASSPHRASE)")
    .option("--key-file <file>", "the content key itself as 64 hex digits (laboratory)");
}

export function addRecipientOptions(command: Command): Command {
  return command
    .addOption(
      new Option("-r, --recipient <age1…>", "who can decrypt; may be repeated").argParser(
        recipient,
      ),
    )
    .addOption(
      new Option("-R, --recipients-file <file>", "a file of recipients, one a line").argParser(
        collect,
      ),
    );
}

/** The flags that say who is reading. */
export function addUnlockOptions(command: Command): Command {
  return addIdentityOption(command)
    .option("--passphrase", "ask for the passphrase (or take NEUROVEIL_PASSPHRASE)")
    .option("--key-file <file>", "the content key itself as 64 hex digits (laboratory)");
}

export function addIdentityOption(command: Command): Command {
  return command.addOption(
    new Option(
      "-i, --identity <file>",
      "your identity file; may be repeated (one that age -p protects asks, or takes NEUROVEIL_IDENTITY_PASSPHRASE)",
    ).argParser(collect),
  );
}

/** Refuses none or several kinds of key; call before any work, and before any question. */
export function requireOneKey(options: LockOptions & UnlockOptions, kinds: string): void {
  const given = [
    options.recipient !== undefined || options.recipientsFile !== undefined,
    options.identity !== undefined,
    options.passphrase === true,
    options.keyFile !== undefined,
  ].filter(Boolean).length;
  if (given === 1) return;
  throw new NeuroveilError("usage", {
    expected: "exactly one kind of key",
    got: given === 0 ? "none" : given,
    todo: `give ${kinds}`,
  });
}

/** The content key of this call, wrapped for its readers. A passphrase is stretched here, once. */
export async function contentKey(options: LockOptions): Promise<ContentKey> {
  const { createContentKey } = await import("neuroveil/keys");
  return createContentKey(await encryptionKeys(options));
}

/** The same, and a key of their own for previews: for readers of theirs, or for the same. */
export async function contentKeys(
  options: LockOptions & PreviewLock,
): Promise<{ readonly contentKey: ContentKey; readonly previewKey: ContentKey | undefined }> {
  const { createContentKey } = await import("neuroveil/keys");
  const keys = await encryptionKeys(options);
  const { preview, previewRecipient: recipients } = options;
  const readers = recipients === undefined ? keys : { recipients };
  return {
    contentKey: await createContentKey(keys),
    previewKey: preview === undefined ? undefined : await createContentKey(readers),
  };
}

/** Who is to open what is encrypted; asks for a passphrase. */
async function encryptionKeys(options: LockOptions): Promise<EncryptionKeys> {
  if (options.keyFile !== undefined) return { key: await readKeyFile(options.keyFile) };
  if (options.passphrase === true) return { passphrase: await readNewPassphrase() };
  return { recipients: await readersOf(options) };
}

/** The recipients of a call, those in files with them. */
export async function readersOf(
  options: Pick<LockOptions, "recipient" | "recipientsFile">,
): Promise<string[]> {
  const recipients = [...(options.recipient ?? [])];
  for (const file of options.recipientsFile ?? []) recipients.push(...(await readRecipients(file)));
  return recipients;
}

/** The keys that this call may unwrap content keys with. */
export async function keyRing(options: UnlockOptions): Promise<KeyRing> {
  const { createKeyRing } = await import("neuroveil/keys");
  if (options.keyFile !== undefined) {
    return createKeyRing({ key: await readKeyFile(options.keyFile) });
  }
  if (options.passphrase === true) {
    return createKeyRing({ passphrase: await readPassphrase() });
  }
  const identities: string[] = [];
  for (const file of options.identity ?? []) identities.push(...(await readIdentities(file)));
  return createKeyRing({ identities });
}

/** For a flag that may be repeated. */
export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

export function recipient(value: string, previous: readonly string[] | undefined): string[] {
  if (/^AGE-SECRET-KEY-/i.test(value)) {
    // Not repeated in the message: it would end up in logs.
    throw new NeuroveilError("usage", {
      expected: "a recipient (age1…)",
      got: "a secret key",
      todo: "give the public line that keygen printed",
    });
  }
  return collect(value, previous);
}
