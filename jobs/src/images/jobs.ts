import type { ChosenPayload, Decrypted, Encryption, PositionedFile, Verified } from "neuroveil";
import { formatOf } from "neuroveil/image";
import type { ContentKey, KeyRing } from "neuroveil/keys";
import { decrypt, encrypt, encryptTo, verify } from "neuroveil/laboratory";
import type { LaboratoryDecryptOptions } from "neuroveil/laboratory";

/** What a job may use while it runs; not part of the job, which may cross to a worker. */
export interface Resources {
  /** Threads for the tiles of one image; undefined: all. */
  readonly threads?: number;
  readonly onProgress?: (done: number) => void;
}

/** One file to encrypt. Plain data, which may cross to a worker. */
export interface SealJob extends Encryption {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentKey: ContentKey;
  /** That of previews, where they are wanted. */
  readonly previewKey?: ContentKey | undefined;
}

/** What became of a file, beside the cipher image. */
export interface Sealed extends ChosenPayload {
  /** Bytes of the cipher image. */
  readonly length: number;
  /** Whether it is a JPEG whose pixels were encrypted, so that it will come back as another format. */
  readonly pixelsOfJpeg: boolean;
}

/** One cipher image to decrypt. Plain data. */
export interface OpenJob {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The content key, unwrapped. */
  readonly key: Uint8Array;
  /** With what it was: whether a header that does not match was changed, or the key is another. */
  readonly keyKind: KeyRing["kind"];
  readonly bare: boolean;
  readonly unverified: boolean;
  /** Samples where a file was kept beside them. */
  readonly as?: "pixels" | undefined;
}

/** What was skipped or dropped, each a line. */
interface Warned {
  readonly warnings: readonly string[];
}

/** What was in a cipher image that verifies. */
export type Opened = Verified & Warned;

/** The same with the files to be written. */
export type Restored = Decrypted & Warned;

/** Encrypts one file, as an image when it is one, into another while it is at it. */
export async function sealTo(
  file: PositionedFile,
  { bytes, ...options }: SealJob,
  resources: Resources,
): Promise<Sealed> {
  const { length, ...chosen } = await encryptTo(file, bytes, { ...options, ...resources });
  return { length, ...told(bytes, chosen) };
}

/** The same in memory, for a thread that does not write. */
export async function seal(
  { bytes, ...options }: SealJob,
  resources: Resources,
): Promise<Sealed & { readonly bytes: Uint8Array }> {
  let chosen: ChosenPayload = { payload: "pixels", notKept: [] };
  const onChosen = (found: ChosenPayload): void => {
    chosen = found;
  };
  const veiled = await encrypt(bytes, { ...options, ...resources, onChosen });
  return { bytes: veiled, length: veiled.length, ...told(bytes, chosen) };
}

function told(bytes: Uint8Array, chosen: ChosenPayload): Omit<Sealed, "length"> {
  const pixelsOfJpeg = chosen.payload === "pixels" && formatOf(bytes)?.id === "jpeg";
  return { ...chosen, pixelsOfJpeg };
}

/** Decrypts one cipher image, to its pixels in their own format. */
export function open(job: OpenJob, resources: Resources): Promise<Restored> {
  return opened(decrypt, job, resources);
}

/** Decrypts one cipher image, as {@link open} does, and keeps nothing of it. */
export function check(job: OpenJob, resources: Resources): Promise<Opened> {
  return opened(verify, job, resources);
}

async function opened<T>(
  how: (bytes: Uint8Array, options: LaboratoryDecryptOptions) => Promise<T>,
  { bytes, key, keyKind, bare, unverified, as }: OpenJob,
  resources: Resources,
): Promise<T & Warned> {
  const warnings: string[] = [];
  const keys: KeyRing = { kind: keyKind, unwrap: () => Promise.resolve(key) };
  const onWarning = (warning: string): void => void warnings.push(warning);
  const found = await how(bytes, { keys, bare, unverified, as, onWarning, ...resources });
  return { ...found, warnings };
}
