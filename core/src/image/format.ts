import type { ReadableFile } from "../bytes/random-access.ts";
import type { DecodeOptions } from "./decode-options.ts";
import type { Image } from "./image.ts";
import type { ImageOrigin } from "./origin.ts";
import type { StreamedImage } from "./streamed-image.ts";

/** A kind of image file. Adding one is a folder that exports this, and a line in `formats.ts`. */
export interface ImageFormat {
  /** For scripts and sealed records, such as "png". */
  readonly id: string;
  /** For people, as in "a PNG". */
  readonly name: string;
  /** How names of such files end, without the dot; the usual one first. */
  readonly extensions: readonly string[];
  readonly mediaType: string;

  /** Whether a file is of this format, by its first {@link signatureBytes} bytes at the most. */
  matches(start: Uint8Array): boolean;

  /**
   * Its samples and metadata; absent where only its bytes are kept. What the restored file is made from
   * stands in `metadata`. Loads what it needs, so that nothing is loaded for other formats.
   * @throws NotPixels where its bytes had better be kept, with the reason; NeuroveilError "broken",
   *   "limit", "aborted"
   */
  readonly decode?: (file: Uint8Array, options: DecodeOptions) => Promise<Image>;

  /**
   * The same without having the file or its samples in memory, where its rows can be had one after the
   * other; undefined where those of this file cannot.
   */
  readonly stream?: (file: ReadableFile) => Promise<StreamedImage | undefined>;

  /** That its decoders differ in the samples: an origin names the one that was used. */
  readonly decodersDiffer?: true;

  /** Bytes of samples that a file says it has, without decoding it; undefined where it does not say. */
  readonly sampleBytes?: (file: Uint8Array) => number | Promise<number>;

  /** How a file of its own is made again; without it, images come back as PNG, or as TIFF. */
  readonly restore?: Restore;
}

/** Makes a file of a format from an image and what its metadata kept of the original. */
export interface Restore {
  readonly extension: string;

  /** Id of the format of the file, where it is another one. */
  readonly format?: string;

  /** Whether what was kept says so. */
  fits(origin: ImageOrigin): boolean;

  /** @throws NeuroveilError "broken" where the metadata contradict the samples */
  encode(image: Image, signal: AbortSignal | undefined): Promise<Uint8Array>;
}

/** What every format can be told by. */
export const signatureBytes = 256;
