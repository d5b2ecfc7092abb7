import { cipherById, type Run } from "neuroveil/ciphers";
import {
  openContainer,
  sealInput,
  sealInputTo,
  type ChosenPayload,
  type Opened as Container,
  type OpenedPage,
  type Payload,
  type PositionedFile,
  type Protection,
  type SealInputOptions,
  type SealedName,
} from "neuroveil/container";
import { detectFormat, encodeImage, imageExtension } from "neuroveil/image";
import type { KeyRing } from "neuroveil/keys";

/** What a job may use while it runs; not part of the job, which may cross to a worker. */
export interface Resources {
  /** Threads for the tiles of one image; undefined: all. */
  readonly threads?: number;
  readonly onProgress?: (done: number) => void;
}

/** One file to encrypt, with the container's own options: plain data, which may cross to a worker. */
export interface SealJob extends Omit<SealInputOptions, keyof Run | "cipher"> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Id of the cipher. */
  readonly cipher: string;
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

/** What was in a cipher image that verifies. */
export interface Opened {
  /** One, or two where two images were encrypted together. */
  readonly names: readonly SealedName[];
  readonly payload: Payload;
  readonly cipher: string;
  readonly protection: Protection;
  /** Present where the images are approximations. */
  readonly lossy?: true;
  /** What was skipped or dropped, each a line. */
  readonly warnings: readonly string[];
}

/** A file to be written. */
interface RestoredFile extends SealedName {
  readonly bytes: Uint8Array;
  /** When the original was last changed, where it is known. */
  readonly modified: number | undefined;
}

export interface Restored extends RestoredFile, Opened {
  /** The image that was encrypted together with the first, where there is one. */
  readonly second?: RestoredFile;
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

/** Decrypts one cipher image, to its pixels in their own format. */
export async function open(job: OpenJob, resources: Resources): Promise<Restored> {
  const { opened, ...about } = await openJob(job, resources);
  if (opened.payload === "file") {
    const { bytes, name, modified } = opened;
    return { bytes, name, modified, extension: undefined, ...about };
  }
  if (opened.second === undefined) return { ...(await imageFile(opened)), ...about };
  const [first, second] = await Promise.all([imageFile(opened), imageFile(opened.second)]);
  return { ...first, second, ...about };
}

/** Decrypts one cipher image, as {@link open} does, and keeps nothing of it. */
export async function check(job: OpenJob, resources: Resources): Promise<Opened> {
  const { opened: _, ...about } = await openJob(job, resources);
  return about;
}

async function openJob(
  job: OpenJob,
  resources: Resources,
): Promise<Opened & { readonly opened: Container }> {
  const warnings: string[] = [];
  const opened = await openContainer(job.bytes, {
    keys: { kind: job.keyKind, unwrap: () => Promise.resolve(job.key) },
    bare: job.bare,
    unverified: job.unverified,
    onWarning: (warning: string) => warnings.push(warning),
    ...resources,
  });
  const { payload, cipher, protection } = opened;
  const lossy = opened.payload === "pixels" && opened.lossy ? { lossy: opened.lossy } : {};
  return { opened, names: namesOf(opened), payload, cipher, protection, ...lossy, warnings };
}

function namesOf(opened: Container): SealedName[] {
  if (opened.payload === "file") return [{ name: opened.name, extension: undefined }];
  const pages = opened.second === undefined ? [opened] : [opened, opened.second];
  return pages.map(({ name, image }) => ({ name, extension: imageExtension(image) }));
}

async function imageFile({ image, name, modified }: OpenedPage): Promise<RestoredFile> {
  const { bytes, extension } = await encodeImage(image);
  return { bytes, name, modified, extension };
}
