import {
  differentName,
  openContainer,
  type OpenedPage,
  type OpenedPixels,
  type Payload,
  type Protection,
} from "./container/index.ts";
import { encodeImage } from "./image/index.ts";
import { readInput, requireInput, type Input } from "./input.ts";
import { createKeyRing, type DecryptionKeys } from "./keys/index.ts";
import { refuseUnknown } from "./options.ts";

/** Exactly one of `identities`, `passphrase` and `key`. */
export interface DecryptOptions extends DecryptionKeys {
  readonly signal?: AbortSignal | undefined;
  /** Called with the part that is done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** A file that was encrypted. */
export interface DecryptedFile {
  /** An image as PNG (TIFF when PNG cannot hold its samples), or the original file. */
  readonly bytes: Uint8Array;
  /** A base name: the original's, with the extension of what `bytes` are. */
  readonly name: string;
  /** When the original was last changed, in milliseconds since 1970, where `encrypt` was told. */
  readonly modified?: number;
}

/** What was encrypted. */
export interface Decrypted extends DecryptedFile {
  /** The image that was encrypted together with the first, where there is one. */
  readonly second?: DecryptedFile;
  /** Present where the images are approximations, encrypted with the option `lossy`. */
  readonly lossy?: true;
  readonly payload: Payload;
  /** Id of the cipher. */
  readonly cipher: string;
  readonly protection: Protection;
}

const names = ["identities", "passphrase", "key", "signal", "onProgress"];

/**
 * Decrypts what {@link encrypt} made. Nothing is returned unless every check has passed; images with
 * protection bare are refused here, `openContainer` of neuroveil/container takes them.
 * @param input a cipher image: its bytes, or a Blob or File
 * @throws NeuroveilError "usage", "input" when it is no cipher image or cannot be read, "key" when no key fits,
 *   "tampered" when it was changed, "broken", "unsupported", "weights", "limit", "aborted"
 */
export async function decrypt(input: Input, options: DecryptOptions): Promise<Decrypted> {
  requireInput(input, "the cipher image");
  refuseUnknown(options, names);
  const { identities, passphrase, key, signal, onProgress } = options;
  const keys = createKeyRing({ identities, passphrase, key });
  const bytes = await readInput(input, "the cipher image");
  const opened = await openContainer(bytes, { keys, signal, onProgress });
  const { payload, cipher, protection } = opened;
  const about = { payload, cipher, protection };
  if (opened.payload === "file") {
    const { bytes, name = "file" } = opened;
    return { bytes, name, ...changed(opened), ...about };
  }
  return { ...(await asFiles(opened, signal)), ...about, ...(opened.lossy && { lossy: true }) };
}

async function asFiles(
  opened: OpenedPixels,
  signal: AbortSignal | undefined,
): Promise<DecryptedFile & Pick<Decrypted, "second">> {
  const first = await asFile(opened, signal);
  if (opened.second === undefined) return first;
  const second = await asFile(opened.second, signal);
  return { ...first, second: { ...second, name: differentName(second.name, first.name) } };
}

async function asFile(page: OpenedPage, signal: AbortSignal | undefined): Promise<DecryptedFile> {
  const { bytes, extension } = await encodeImage(page.image, { signal });
  return { bytes, name: `${page.name ?? "image"}.${extension}`, ...changed(page) };
}

function changed({ modified }: Pick<OpenedPage, "modified">): Pick<DecryptedFile, "modified"> {
  return modified === undefined ? {} : { modified };
}
