import { changedMeanwhile } from "../../bytes/random-access.ts";
import { NeuroveilError } from "../../errors.ts";
import { bytesPerSample } from "../../image/image.ts";
import { settle } from "../../image/leftover.ts";
import type { StreamedImage } from "../../image/streamed-image.ts";
import type { Origin } from "../record/origin.ts";
import type { StreamSource } from "./seal-stream.ts";
import { pageRecord } from "./source.ts";

interface ImageStreamOptions {
  readonly origin: Origin;
  readonly signal: AbortSignal | undefined;
  /** As of decoding. */
  readonly onePicture: boolean;
  readonly onNotKept: (what: readonly string[]) => void;
}

/** An image that is not in memory as a source. */
export function imageStream(
  image: StreamedImage,
  { origin, signal, ...leftover }: ImageStreamOptions,
): StreamSource {
  const { width, height, channels, bits } = image;
  let read = false;
  return {
    geometry: { width, height, channels, bytesPerSample: bytesPerSample(bits) },
    record: { payload: "pixels", images: [pageRecord(image, origin)], original: undefined },
    async *pieces() {
      try {
        yield* image.samples(signal);
      } catch (error) {
        const isDamage = error instanceof NeuroveilError && error.code !== "aborted";
        // It was intact the first time.
        throw read && isDamage ? changedMeanwhile() : error;
      }
    },
    onRead() {
      read = true;
      settle(image.format, image.leftovers(), leftover);
    },
  };
}
