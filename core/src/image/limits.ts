import { asFile, NeuroveilError, sizeText } from "../errors.ts";
import { bytesPerSample } from "./image.ts";

/** What decoding may cost. */
export interface Limits {
  /** The most bytes of raw samples that are allocated; 2^30 (1 GiB) when not given. */
  readonly maxBytes?: number | undefined;
  /**
   * Gives memory for so many bytes of samples, where the caller has some for them; shared memory can be
   * decoded into on another thread (JPEG in Node). The image's samples need not lie there in the end.
   */
  readonly room?: ((bytes: number) => Uint8Array | undefined) | undefined;
  /** Stops decoding; it rejects with "aborted". */
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of raw samples where nobody says how many. */
export const defaultMaxBytes: number = 2 ** 30;

/**
 * Bytes that the samples of an image take, to be called before they are allocated.
 * @throws NeuroveilError "limit" when that is more than `limits` allow
 */
export function boundedSize(
  image: { width: number; height: number; channels: number; bits: number },
  limits: Limits,
): number {
  const { width, height, channels, bits } = image;
  const size = width * height * channels * bytesPerSample(bits);
  const most = limits.maxBytes ?? defaultMaxBytes;
  if (size > most) {
    throw new NeuroveilError("limit", {
      expected: `an image of at most ${sizeText(most)} of samples`,
      got: `${width} x ${height} with ${channels} channels (${sizeText(size)})`,
      todo: asFile,
    });
  }
  return size;
}
