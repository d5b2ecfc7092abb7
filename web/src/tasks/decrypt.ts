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

export interface DecryptOutput {
  /** One, or the two images of a pair. */
  readonly files: readonly [File, ...File[]];
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

function restored({ bytes, name }: DecryptedFile): File {
  return new File([new Uint8Array(bytes)], name, { type: kindOf(name) });
}

/** What a browser shows it as; a type that a page can run is never given. */
function kindOf(name: string): string {
  const extension = /\.(png|jpe?g|gif|webp|avif|bmp)$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return "application/octet-stream";
  return `image/${extension === "jpg" ? "jpeg" : extension}`;
}

function keysOf({ kind, text }: Key): KeyRing {
  if (kind === "passphrase") return createKeyRing({ passphrase: text });
  if (kind === "file") return createKeyRing({ key: parseKeyFile(text) });
  return createKeyRing({ identities: parseIdentityFile(text) });
}
