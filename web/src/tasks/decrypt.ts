import { decrypt as open, type DecryptedFile } from "neuroveil";
import { createKeyRing, parseIdentityFile, parseKeyFile, type KeyRing } from "neuroveil/keys";
import type { Key } from "./key.ts";
import type { Task } from "./task.ts";

export interface DecryptInput {
  readonly file: File;
  readonly key: Key;
  /** The same for all files of a call, for which a passphrase is stretched once. */
  readonly batch: number;
}

/** A file that came back. */
export interface Restored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name: string;
}

export interface DecryptOutput {
  /** One, or the two images of a pair. */
  readonly files: readonly [Restored, ...Restored[]];
  readonly cipher: string;
  readonly protection: string;
}

let known: { readonly batch: number; readonly keys: KeyRing } | undefined;

/** Decrypts a cipher image; nothing comes back unless everything verifies. */
export const decrypt: Task<DecryptInput, DecryptOutput> = async (input, { onProgress }) => {
  const { file, batch, key } = input;
  if (known?.batch !== batch) known = { batch, keys: keysOf(key) };
  const { keys } = known;
  const opened = await open(file, { keys, onProgress });
  const { cipher, protection, second } = opened;
  const others = second === undefined ? [] : [restored(second)];
  return { files: [restored(opened), ...others], cipher, protection };
};

function restored({ bytes, name }: DecryptedFile): Restored {
  return { bytes: new Uint8Array(bytes), name };
}

function keysOf({ kind, text }: Key): KeyRing {
  if (kind === "passphrase") return createKeyRing({ passphrase: text });
  if (kind === "file") return createKeyRing({ key: parseKeyFile(text) });
  return createKeyRing({ identities: parseIdentityFile(text) });
}
