import { openPreview } from "./container/index.ts";
import { encodeImage } from "./image/index.ts";
import { readInput, requireInput, type Input } from "./input.ts";
import type { DecryptionKeys, KeyRing } from "./keys/index.ts";
import { keyRingOf } from "./laboratory/decrypt.ts";
import { refuseUnknown } from "./options.ts";

/** Exactly one of `identities`, `passphrase`, `key` and `keys`. */
export interface PreviewOptions extends DecryptionKeys {
  /** What `createKeyRing` of neuroveil/keys has made of one of the others. */
  readonly keys?: KeyRing | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A small picture of an encrypted image. */
export interface Preview {
  /** A PNG. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const names: Readonly<Record<keyof PreviewOptions, true>> = {
  identities: true,
  passphrase: true,
  key: true,
  keys: true,
  signal: true,
};

/**
 * Decrypts the preview that `encrypt` was asked to make, and nothing else: whether the image itself is
 * intact is not looked at, and that the preview shows it is its sealer's word.
 * @throws NeuroveilError "usage", "input" when it is no cipher image or has no preview, "key" when no
 *   key fits, "tampered" when the preview was changed or is that of another image, "broken", "limit",
 *   "unsupported", "aborted"
 * @example
 * const veiled = await encrypt(photo, { recipients: [mine], preview: 256, previewRecipients: [theirs] });
 * const { bytes } = await decryptPreview(veiled, { identities: [their] });
 */
export async function decryptPreview(input: Input, options: PreviewOptions): Promise<Preview> {
  requireInput(input, "the cipher image");
  refuseUnknown(options, Object.keys(names));
  const { signal } = options;
  const keys = keyRingOf(options);
  const picture = await openPreview(await readInput(input, "the cipher image"), { keys, signal });
  const { bytes } = await encodeImage(picture, { signal });
  return { bytes, width: picture.width, height: picture.height };
}
