import { decrypt as open, decryptPreview, type DecryptedFile } from "neuroveil";
import { createKeyRing, parseIdentityFile, parseKeyFile, type KeyRing } from "neuroveil/keys";
import type { Key } from "./key.ts";
import type { Task } from "./task.ts";
import { unshared } from "./unshared.ts";

/** What was encrypted, its pixels where the file itself was kept, or the small picture beside it alone. */
export type Opening = "all" | "pixels" | "preview";

export interface DecryptInput {
  readonly file: File;
  readonly key: Key;
  /** The same for all files of a call, for which a passphrase is stretched once. */
  readonly batch: number;
  readonly opening: Opening;
}

export interface DecryptOutput {
  /** One, or the two images of a pair. */
  readonly files: readonly [File, ...File[]];
  /** What could not be looked at, in a line each. */
  readonly notes: readonly string[];
  /** Of a picture of which regions were encrypted: how many, and how many stay so. */
  readonly regions?: { readonly all: number; readonly closed: number };
}

let known: { readonly batch: number; readonly keys: KeyRing } | undefined;

/** Decrypts a cipher image; nothing comes back unless everything verifies. */
export const decrypt: Task<DecryptInput, DecryptOutput> = async (input, { onProgress }) => {
  const { file, batch, key, opening } = input;
  if (known?.batch !== batch) known = { batch, keys: keysOf(key) };
  const { keys } = known;
  if (opening === "preview") {
    const { bytes } = await decryptPreview(file, { keys });
    const name = `${file.name.replace(/\.veil\.png$/i, "").replace(/\.[^.]*$/, "")}.preview.png`;
    return { files: [asFile(bytes, name)], notes: [] };
  }
  const notes: string[] = [];
  const opened = await open(file, {
    keys,
    onProgress,
    onWarning: (warning) => notes.push(warning),
    as: opening === "pixels" ? opening : undefined,
  });
  const { second } = opened;
  const others = second === undefined ? [] : [restored(second)];
  const files = [restored(opened), ...others] as const;
  const { regions } = opened;
  if (regions === undefined) return { files, notes };
  const closed = regions.filter((each) => !each.opened).length;
  return { files, notes, regions: { all: regions.length, closed } };
};

function restored({ bytes, name }: DecryptedFile): File {
  return asFile(bytes, name);
}

function asFile(bytes: Uint8Array, name: string): File {
  return new File([unshared(bytes)], name, { type: kindOf(name) });
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
