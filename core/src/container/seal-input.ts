import { warmThreads } from "../ciphers/index.ts";
import { NeuroveilError } from "../errors.ts";
import { decodeImage } from "../image/decode.ts";
import { detectFormat, type Format } from "../image/detect.ts";
import { nameFormat } from "../image/name-format.ts";
import type { Payload } from "./header.ts";
import { touchedWorkBuffer } from "./work-buffer.ts";
import { sealFile, sealPixels, type SealOptions } from "./seal.ts";

export interface SealInputOptions extends SealOptions {
  /**
   * "pixels" for a still PNG or JPEG, "file" for anything. When not given, still PNG and JPEG files
   * are sealed as pixels and everything else as a file.
   */
  readonly payload?: Payload | undefined;
}

/** A cipher image, and how its payload was chosen. */
export interface SealedInput {
  /** The carrier PNG. */
  readonly bytes: Uint8Array;
  readonly payload: Payload;
  /** Whether it became a file because it is no still PNG or JPEG, without having been asked for. */
  readonly fellBack: boolean;
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
  const hasPixels = pixelFormats.has(detectFormat(bytes));
  const payload = options.payload ?? (hasPixels ? "pixels" : "file");
  if (payload === "file") {
    const fellBack = options.payload === undefined;
    return { bytes: await sealFile(bytes, options), payload, fellBack };
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
  return { bytes: await sealPixels(image, options, reserved), payload, fellBack: false };
}
