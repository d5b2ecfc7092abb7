import { defaultCipher, loadCipher } from "../ciphers/registry.ts";
import { stopIfAborted } from "../abort.ts";
import {
  sealInput,
  sealInputTo,
  type ChosenPayload,
  type Encryption,
  type Origin,
  type PositionedFile,
  type SealInputOptions,
  type WrittenInput,
} from "../container/index.ts";
import { dicomProfileNames } from "../image/dicom/deidentify/profile-names.ts";
import type { ReadableFile } from "../bytes/random-access.ts";
import { NeuroveilError } from "../errors.ts";
import { isReadableFile, originOf, readInput, requireInput, type Input } from "../input.ts";
import { inLibrary, payload } from "../words.ts";
import { requireOneKind } from "../keys/content-key.ts";
import { createContentKey, type ContentKey, type EncryptionKeys } from "../keys/index.ts";
import { quoted, refuseUnknown } from "../options.ts";

/** The second of two images that are encrypted into one PNG. */
export interface SecondImage extends Origin {
  /** An image; a File brings its name and time. */
  readonly bytes: Input;
}

/**
 * Exactly one of `recipients`, `passphrase`, `key` and `contentKey`, and what else there is to choose.
 * A File as input brings its name and time, where these are not given.
 */
export interface LaboratoryEncryptOptions extends EncryptionKeys, Omit<Encryption, "second"> {
  /**
   * What `createContentKey` of neuroveil/keys has made of one of the others: for many files of a batch,
   * so that a passphrase is stretched once.
   */
  readonly contentKey?: ContentKey | undefined;
  /** age recipients who can open the preview, instead of those who can open the image. */
  readonly previewRecipients?: readonly string[] | undefined;
  /** What `createContentKey` has made for the previews of a batch; needed beside `contentKey`. */
  readonly previewKey?: ContentKey | undefined;
  /** An image to encrypt together with the first, as in {@link Encryption}. */
  readonly second?: SecondImage | undefined;
  /** The most bytes of raw samples that an image may decode to; 1 GiB when not given. */
  readonly maxBytes?: number | undefined;
  /** Threads for one image; as many as there are cores when not given. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the part that is done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Told, as data, how the payload was chosen and what will not come back. */
  readonly onChosen?: ((chosen: ChosenPayload) => void) | undefined;
  /**
   * Told in a line each what of an image will not come back from its pixels, and that an input is
   * encrypted as a file though that was not asked for.
   */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

/** What was written into a file. */
export type Encrypted = WrittenInput;

export const encryptNames: Readonly<Record<keyof LaboratoryEncryptOptions, true>> = {
  recipients: true,
  passphrase: true,
  key: true,
  contentKey: true,
  cipher: true,
  protection: true,
  payload: true,
  name: true,
  modified: true,
  second: true,
  lossy: true,
  keepOriginal: true,
  regions: true,
  dicomOut: true,
  preview: true,
  previewRecipients: true,
  previewKey: true,
  nonce: true,
  maxBytes: true,
  threads: true,
  signal: true,
  onProgress: true,
  onChosen: true,
  onWarning: true,
};
const secondNames: Readonly<Record<keyof SecondImage, true>> = {
  bytes: true,
  name: true,
  modified: true,
};
const payloads: ReadonlySet<unknown> = new Set(["pixels", "file", undefined]);

/** {@link encrypt} of the front door, with a nonce of one's own. */
export async function encrypt(
  input: Input,
  options: LaboratoryEncryptOptions,
): Promise<Uint8Array> {
  const settings = await prepare(input, options);
  const bytes = await readInput(input, "the input");
  const { bytes: veiled, ...chosen } = await sealInput(bytes, settings);
  tell(chosen, options);
  return veiled;
}

/** {@link encryptTo} of the front door, with a nonce of one's own. */
export async function encryptTo(
  file: PositionedFile,
  input: Input | ReadableFile,
  options: LaboratoryEncryptOptions,
): Promise<Encrypted> {
  const readable = isReadableFile(input);
  const settings = await prepare(readable ? undefined : input, options);
  const from = readable ? input : await readInput(input, "the input");
  const { length, ...chosen } = await sealInputTo(file, from, settings);
  tell(chosen, options);
  return { length, ...chosen };
}

/**
 * Checks what was asked for, and has the key, the cipher and the second image themselves.
 * @param input undefined where it is to be read in places
 */
async function prepare(
  input: Input | undefined,
  options: LaboratoryEncryptOptions,
): Promise<SealInputOptions> {
  if (input !== undefined) requireInput(input, "the input");
  checkOptions(options);
  const { payload, second, lossy, nonce, maxBytes, threads, signal, onProgress } = options;
  const { keepOriginal, preview, regions, dicomOut } = options;
  const origin = { name: options.name, modified: options.modified };
  const { cipher = defaultCipher, protection = "sealed" } = options;
  const settings = {
    cipher: await loadCipher(cipher),
    protection,
    payload,
    lossy,
    keepOriginal,
    preview,
    regions,
    dicomOut,
    nonce,
    maxBytes,
    ...(input === undefined ? origin : originOf(input, options)),
    threads,
    signal,
    onProgress,
  };
  // Stretching a passphrase takes a second.
  stopIfAborted(signal);
  const contentKey = await contentKeyOf(options);
  const previewKey = preview === undefined ? undefined : await previewKeyOf(options);
  const other = second && {
    bytes: await readInput(second.bytes, "the second image"),
    ...originOf(second.bytes, second),
  };
  return { ...settings, contentKey, previewKey, second: other };
}

/** What the types say, for those who call without them. */
function checkOptions(options: LaboratoryEncryptOptions): void {
  refuseUnknown(options, Object.keys(encryptNames));
  const { payload, lossy, second, keepOriginal, maxBytes } = options;
  if (!payloads.has(payload)) {
    throw new NeuroveilError("usage", { expected: "payload pixels or file", got: quoted(payload) });
  }
  if (lossy !== undefined && typeof lossy !== "boolean") {
    throw new NeuroveilError("usage", { expected: "lossy true or false", got: quoted(lossy) });
  }
  if (maxBytes !== undefined && !(typeof maxBytes === "number" && maxBytes > 0)) {
    throw new NeuroveilError("usage", {
      expected: "maxBytes as a number above 0",
      got: quoted(maxBytes),
    });
  }
  if (keepOriginal !== undefined && typeof keepOriginal !== "boolean") {
    throw new NeuroveilError("usage", {
      expected: "keepOriginal true or false",
      got: quoted(keepOriginal),
    });
  }
  const { preview, previewRecipients, previewKey, dicomOut } = options;
  if (dicomOut !== undefined && !dicomProfileNames.includes(dicomOut)) {
    throw new NeuroveilError("usage", {
      expected: `dicomOut ${dicomProfileNames.join(", ")}`,
      got: quoted(dicomOut),
    });
  }
  if (preview === undefined && (previewRecipients !== undefined || previewKey !== undefined)) {
    throw new NeuroveilError("usage", { expected: "a preview for its readers", got: "none" });
  }
  if (second !== undefined) {
    refuseUnknown(second, Object.keys(secondNames));
    requireInput(second.bytes, "the second image");
  }
}

async function contentKeyOf(options: LaboratoryEncryptOptions): Promise<ContentKey> {
  const { recipients, passphrase, key, contentKey, signal } = options;
  if (contentKey === undefined)
    return createContentKey({ recipients, passphrase, key }, { signal });
  requireOneKind(options, ["recipients", "passphrase", "key", "contentKey"]);
  return contentKey;
}

/** The preview's own key: for readers of its own, or for those of the image in the same way as theirs. */
async function previewKeyOf(options: LaboratoryEncryptOptions): Promise<ContentKey> {
  const { previewRecipients, previewKey, contentKey, passphrase, key, signal } = options;
  if (previewKey !== undefined && previewRecipients !== undefined) {
    requireOneKind(options, ["previewRecipients", "previewKey"]);
  }
  if (previewKey !== undefined) return previewKey;
  if (previewRecipients !== undefined) return createContentKey({ recipients: previewRecipients });
  if (contentKey === undefined) {
    const { recipients } = options;
    return createContentKey({ recipients, passphrase, key }, { signal });
  }
  throw new NeuroveilError("usage", {
    expected: "previewKey or previewRecipients beside contentKey",
    got: "neither",
  });
}

function tell(chosen: ChosenPayload, { onChosen, onWarning }: LaboratoryEncryptOptions): void {
  const { fallback, notKept, warnings = [] } = chosen;
  onChosen?.(chosen);
  if (fallback !== undefined) onWarning?.(`${fallback}, so its bytes are encrypted as a file`);
  for (const warning of warnings) onWarning?.(warning);
  if (notKept.length > 0) {
    onWarning?.(
      `does not come back: ${notKept.join("; ")} (${inLibrary(payload("file"))} keeps everything)`,
    );
  }
}
