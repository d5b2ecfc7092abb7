import type { Encryption, PositionedFile, ReadableFile } from "neuroveil";
import { formatOf } from "neuroveil/image";
import type { ContentKey, KeyRing } from "neuroveil/keys";
import {
  decryptFrom,
  encryptTo,
  verifyFrom,
  type DecryptedFrom,
  type LaboratoryDecryptOptions,
} from "neuroveil/laboratory";
import type { Opened, OpenJob, Resources, Sealed, Warned } from "./jobs.ts";

// One takes all threads and some memory, however many images are worked on beside it.
let last: Promise<unknown> = Promise.resolve();

/** Does work on large files one after the other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work);
  last = next.catch(() => undefined);
  return next;
}

/** How a large file is encrypted. */
export interface LargeSeal extends Encryption {
  readonly contentKey: ContentKey;
  readonly previewKey?: ContentKey | undefined;
}

/** Encrypts a file that is not held in memory, into another. */
export function sealLarge(
  output: PositionedFile,
  input: ReadableFile,
  options: LargeSeal,
  resources: Resources,
): Promise<Sealed> {
  return inTurn(async () => {
    const format = formatOf(await input.read(0, 256));
    const sealed = await encryptTo(output, input, { ...options, ...resources });
    return { ...sealed, pixelsOfJpeg: sealed.payload === "pixels" && format?.id === "jpeg" };
  });
}

/** How one is decrypted. */
export interface LargeOpen extends Pick<OpenJob, "bare" | "unverified" | "as"> {
  readonly keys: KeyRing;
}

/**
 * Decrypts a file that is not held in memory.
 * @param write writes what was in it
 */
export function openLarge<T>(
  input: ReadableFile,
  how: LargeOpen,
  resources: Resources,
  write: (opened: DecryptedFrom & Warned) => Promise<T>,
): Promise<T> {
  return inTurn(async () =>
    write(await warned((options) => decryptFrom(input, options), how, resources)),
  );
}

/** The same, of which nothing is kept. */
export function checkLarge(
  input: ReadableFile,
  how: LargeOpen,
  resources: Resources,
): Promise<Opened> {
  return inTurn(() => warned((options) => verifyFrom(input, options), how, resources));
}

async function warned<T>(
  work: (options: LaboratoryDecryptOptions) => Promise<T>,
  how: LargeOpen,
  resources: Resources,
): Promise<T & Warned> {
  const warnings: string[] = [];
  const onWarning = (warning: string): void => void warnings.push(warning);
  const found = await work({ ...how, ...resources, onWarning });
  return { ...found, warnings };
}
