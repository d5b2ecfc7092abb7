import {
  differentName,
  openContainer,
  type As,
  type Opened,
  type OpenedPage,
  type OpenedRegion,
  type OpenOptions,
  type Payload,
  type Protection,
  type SealedName,
  type SealedNames,
} from "../container/index.ts";
import { sealedNamesOf } from "../container/open/open-names.ts";
import { encodeImage, formatOf } from "../image/index.ts";
import { readInput, requireInput, type Input } from "../input.ts";
import { requireOneKind } from "../keys/content-key.ts";
import { createKeyRing, type DecryptionKeys, type KeyRing } from "../keys/index.ts";
import { NeuroveilError } from "../errors.ts";
import { quoted, refuseUnknown } from "../options.ts";

/** Exactly one of `identities`, `passphrase`, `key` and `keys`. */
export interface LaboratoryDecryptOptions
  extends DecryptionKeys, Omit<OpenOptions, "keys" | "ciphers">, As {
  /**
   * What `createKeyRing` of neuroveil/keys has made of one of the others: for many images, so that a
   * passphrase is stretched once.
   */
  readonly keys?: KeyRing | undefined;
}

/** A file that was encrypted. */
export interface DecryptedFile {
  /** The original file where it was encrypted as one or kept; else PNG (TIFF where PNG cannot hold it). */
  readonly bytes: Uint8Array;
  /** A base name: the original's, with the extension of what `bytes` are. */
  readonly name: string;
  /** What was sealed of that, if anything was. */
  readonly sealedName: SealedName;
  /** When the original was last changed, in milliseconds since 1970, where `encrypt` was told. */
  readonly modified?: number;
}

/** What was encrypted, beside the files. */
interface About {
  /** Present where the images are approximations, encrypted with the option `lossy`. */
  readonly lossy?: true;
  readonly payload: Payload;
  /** Id of the cipher. */
  readonly cipher: string;
  readonly protection: Protection;
  /** Where only these pixels were encrypted: those that the key did not open are still. */
  readonly regions?: readonly OpenedRegion[];
}

/** What was encrypted. */
export interface Decrypted extends DecryptedFile, About {
  /** The image that was encrypted together with the first, where there is one. */
  readonly second?: DecryptedFile;
}

/** What a cipher image holds that would be decrypted. */
export interface Verified extends About, SealedNames {}

export const decryptNames: Readonly<Record<keyof LaboratoryDecryptOptions, true>> = {
  identities: true,
  passphrase: true,
  key: true,
  keys: true,
  bare: true,
  unverified: true,
  threads: true,
  signal: true,
  onProgress: true,
  onWarning: true,
  as: true,
};

/** {@link decrypt} of the front door, which takes bare images as well. */
export async function decrypt(input: Input, options: LaboratoryDecryptOptions): Promise<Decrypted> {
  const opened = await open(input, options);
  const about = aboutOf(opened);
  if (opened.payload === "file") {
    const { bytes, name = "file" } = opened;
    const sealedName = { name: opened.name, extension: undefined };
    return { bytes, name, sealedName, ...changed(opened), ...about };
  }
  const { signal, as } = options;
  if (opened.original !== undefined && as !== "pixels") {
    const { bytes, name } = opened.original;
    const sealedName = { name, extension: undefined };
    return { bytes, name: name ?? fallbackName(bytes), sealedName, ...changed(opened), ...about };
  }
  const first = await asFile(opened, signal);
  if (opened.second === undefined) return { ...first, ...about };
  const second = await asFile(opened.second, signal);
  const name = differentName(second.name, first.name);
  return { ...first, second: { ...second, name }, ...about };
}

/** {@link verify} of the front door, which takes bare images as well. */
export async function verify(input: Input, options: LaboratoryDecryptOptions): Promise<Verified> {
  const opened = await open(input, options);
  return { names: sealedNamesOf(opened, options), ...aboutOf(opened) };
}

async function open(input: Input, options: LaboratoryDecryptOptions): Promise<Opened> {
  requireInput(input, "the cipher image");
  checkDecryptOptions(options);
  const { identities: _, passphrase: _p, key: _k, keys: _keys, as: _as, ...opening } = options;
  const keys = keyRingOf(options);
  return await openContainer(await readInput(input, "the cipher image"), { ...opening, keys });
}

/** What the types say, for those who call without them. */
export function checkDecryptOptions(options: LaboratoryDecryptOptions): void {
  refuseUnknown(options, Object.keys(decryptNames));
  const { as } = options;
  if (as === undefined || as === "pixels") return;
  throw new NeuroveilError("usage", { expected: 'as "pixels"', got: quoted(as) });
}

/** @throws NeuroveilError "usage" when not exactly one kind of key is given */
export function keyRingOf(
  options: DecryptionKeys & { readonly keys?: KeyRing | undefined },
): KeyRing {
  const { identities, passphrase, key, keys } = options;
  if (keys === undefined) return createKeyRing({ identities, passphrase, key });
  requireOneKind(options, ["identities", "passphrase", "key", "keys"]);
  return keys;
}

function aboutOf(opened: Opened): About {
  const { payload, cipher, protection } = opened;
  if (opened.payload === "file") return { payload, cipher, protection };
  const { lossy, regions } = opened;
  return { payload, cipher, protection, ...(lossy && { lossy }), ...(regions && { regions }) };
}

async function asFile(page: OpenedPage, signal: AbortSignal | undefined): Promise<DecryptedFile> {
  const { bytes, extension } = await encodeImage(page.image, { signal });
  const name = `${page.name ?? "image"}.${extension}`;
  return { bytes, name, sealedName: { name: page.name, extension }, ...changed(page) };
}

/** Of an original whose name was not given. */
function fallbackName(bytes: Uint8Array): string {
  return `image.${formatOf(bytes)?.extensions[0] ?? "image"}`;
}

function changed({ modified }: Pick<OpenedPage, "modified">): Pick<DecryptedFile, "modified"> {
  return modified === undefined ? {} : { modified };
}
