import { cipherById } from "neuroveil/ciphers";
import {
  openContainer,
  sealInput,
  sealInputTo,
  type ChosenPayload,
  type OpenedPage,
  type Payload,
  type PositionedFile,
  type Protection,
  type SealInputOptions,
  type SecondInput,
} from "neuroveil/container";
import { detectFormat, encodeImage } from "neuroveil/image";
import type { ContentKey, KeyRing } from "neuroveil/keys";

/** What a job may use while it runs; not part of the job, which may cross to a worker. */
export interface Resources {
  /** Threads for the tiles of one image; undefined: all. */
  readonly threads?: number;
  readonly onProgress?: (done: number) => void;
}

/** One file to encrypt. Plain data. */
export interface SealJob {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The base name, sealed with the image. */
  readonly name: string;
  /** When it was last changed, sealed with the image; in milliseconds since 1970. */
  readonly modified?: number;
  readonly contentKey: ContentKey;
  readonly cipher: string;
  readonly protection: Protection;
  /** undefined: pixels where we can read them, the file's bytes elsewhere. */
  readonly payload?: Payload;
  /** An image to put into the same cipher image. */
  readonly second?: SecondInput;
  readonly nonce?: Uint8Array;
  /** Leave out what a lossy cipher loses. */
  readonly lossy?: true;
}

/** What became of a file, beside the cipher image. */
export interface Sealed {
  /** Bytes of the cipher image. */
  readonly length: number;
  readonly payload: Payload;
  /** Why the pixels were left alone, e.g. "an animated PNG". */
  readonly fallback?: string;
  /** What will not come back. */
  readonly notKept: readonly string[];
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
}

/** A file to be written. */
interface RestoredFile {
  readonly bytes: Uint8Array;
  /** The sealed name. */
  readonly name: string | undefined;
  /** Of the image format that was written; undefined for a file, which keeps its own. */
  readonly extension: string | undefined;
  /** When the original was last changed, where it is known. */
  readonly modified: number | undefined;
}

interface RestoredImage extends RestoredFile {
  readonly extension: string;
}

export interface Restored extends RestoredFile {
  /** The image that was encrypted together with the first, where there is one. */
  readonly second?: RestoredImage;
  readonly payload: Payload;
  readonly cipher: string;
  readonly protection: Protection;
  /** Present where the images are approximations. */
  readonly lossy?: true;
  readonly warnings: readonly string[];
}

/** Encrypts one file, as an image when it is one, into another while it is at it. */
export async function sealTo(
  file: PositionedFile,
  job: SealJob,
  resources: Resources,
): Promise<Sealed> {
  const { length, ...chosen } = await sealInputTo(file, job.bytes, settings(job, resources));
  return { length, ...told(job, chosen) };
}

/** The same in memory, for a thread that does not write. */
export async function seal(
  job: SealJob,
  resources: Resources,
): Promise<Sealed & { readonly bytes: Uint8Array }> {
  const { bytes, ...chosen } = await sealInput(job.bytes, settings(job, resources));
  return { bytes, length: bytes.length, ...told(job, chosen) };
}

function settings(job: SealJob, resources: Resources): SealInputOptions {
  const { bytes: _, cipher, ...options } = job;
  return { ...options, cipher: cipherById(cipher), ...resources };
}

function told({ bytes }: SealJob, chosen: ChosenPayload): Omit<Sealed, "length"> {
  const pixelsOfJpeg = chosen.payload === "pixels" && detectFormat(bytes) === "jpeg";
  return { ...chosen, pixelsOfJpeg };
}

/** Decrypts one cipher image and writes its pixels in their own format. */
export async function open(job: OpenJob, resources: Resources): Promise<Restored> {
  const warnings: string[] = [];
  const opened = await openContainer(job.bytes, {
    keys: { kind: job.keyKind, unwrap: () => Promise.resolve(job.key) },
    bare: job.bare,
    unverified: job.unverified,
    onWarning: (warning: string) => warnings.push(warning),
    ...resources,
  });
  const { payload, cipher, protection } = opened;
  const about = { payload, cipher, protection, warnings };
  if (opened.payload === "file") {
    const { bytes, name, modified } = opened;
    return { bytes, name, modified, extension: undefined, ...about };
  }
  const all = { ...about, ...(opened.lossy && { lossy: opened.lossy }) };
  if (opened.second === undefined) return { ...(await imageFile(opened)), ...all };
  const [first, second] = await Promise.all([imageFile(opened), imageFile(opened.second)]);
  return { ...first, second, ...all };
}

async function imageFile({ image, name, modified }: OpenedPage): Promise<RestoredImage> {
  const { bytes, extension } = await encodeImage(image);
  return { bytes, name, modified, extension };
}
