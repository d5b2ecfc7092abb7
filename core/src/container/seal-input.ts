import { warmThreads } from "../ciphers/index.ts";
import { NeuroveilError } from "../errors.ts";
import { decodeImage } from "../image/decode.ts";
import { detectFormat, type Format } from "../image/detect.ts";
import { nameFormat } from "../image/name-format.ts";
import type { Payload } from "./header.ts";
import { touchedWorkBuffer } from "./work-buffer.ts";
import { FileTarget, inMemory, type CarrierTarget, type PositionedFile } from "./carrier-target.ts";
import { sealFileInto, sealPixelsInto, type SealOptions } from "./seal.ts";

export interface SealInputOptions extends SealOptions {
  /**
   * "pixels" for a still PNG or JPEG, "file" for anything. When not given, still PNG and JPEG files
   * are sealed as pixels and everything else as a file.
   */
  readonly payload?: Payload | undefined;
}

/** How an input's payload was chosen. */
export interface ChosenPayload {
  readonly payload: Payload;
  /** Whether it became a file because it is no still PNG or JPEG, without having been asked for. */
  readonly fellBack: boolean;
}

/** A cipher image in memory. */
export interface SealedInput extends ChosenPayload {
  /** The carrier PNG. */
  readonly bytes: Uint8Array;
}

/** A cipher image in a file. */
export interface WrittenInput extends ChosenPayload {
  /** Length of the carrier PNG in bytes. */
  readonly length: number;
}

/** Files from this size on have pixels enough for several threads. */
const largeFileBytes = 1 << 18;

const pixelFormats: ReadonlySet<Format> = new Set(["png", "jpeg"]);

/**
 * Encrypts a file's content: its pixels when it is a still PNG or JPEG, else its bytes. A damaged PNG
 * or JPEG is refused, never taken for another file.
 * @throws NeuroveilError "input" when `payload` is "pixels" and the input is of another format,
 *   otherwise as `decodeImage` and `sealPixels`
 */
export async function sealInput(
  bytes: Uint8Array,
  options: SealInputOptions,
): Promise<SealedInput> {
  let chosen!: ChosenPayload;
  const carrier = await inMemory(async (target) => {
    chosen = await sealInto(target, bytes, options);
  });
  return { bytes: carrier, ...chosen };
}

/**
 * The same into a file, without ever holding the whole carrier: quicker, and in less memory. When it
 * rejects, what stands in the file must not be used.
 * @param file empty and open for writing, such as Node's `FileHandle`; the caller closes it
 * @throws NeuroveilError as {@link sealInput}, and what `file.write` rejects with
 * @example
 * const file = await open("photo.veil.png", "wx"); // node:fs/promises
 * await sealInputTo(file, photo, { contentKey, cipher, protection: "sealed" });
 * await file.close();
 */
export async function sealInputTo(
  file: PositionedFile,
  bytes: Uint8Array,
  options: SealInputOptions,
): Promise<WrittenInput> {
  const target = new FileTarget(file);
  const chosen = await sealInto(target, bytes, options);
  return { length: target.length, ...chosen };
}

async function sealInto(
  target: CarrierTarget,
  bytes: Uint8Array,
  options: SealInputOptions,
): Promise<ChosenPayload> {
  const hasPixels = pixelFormats.has(detectFormat(bytes));
  const payload = options.payload ?? (hasPixels ? "pixels" : "file");
  if (payload === "file") {
    await sealFileInto(target, bytes, options);
    return { payload, fellBack: options.payload === undefined };
  }
  if (!hasPixels) {
    throw new NeuroveilError(
      "input",
      `expected a still PNG or a JPEG for payload "pixels", got ${nameFormat(bytes).name}; ` +
        'use payload "file"',
    );
  }
  // Threads start and memory is fetched while the image is being decoded.
  let reserved: Uint8Array | undefined;
  const large = bytes.length >= largeFileBytes && options.threads !== 1;
  if (large) warmThreads(options.threads);
  const image = await decodeImage(bytes, {
    onSize: (size) => (reserved = large ? touchedWorkBuffer(size, options.threads) : undefined),
  });
  await sealPixelsInto(target, image, options, reserved);
  return { payload, fellBack: false };
}
