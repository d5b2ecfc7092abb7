import { NeuroveilError } from "../../errors.ts";
import { NotPixels } from "../../image/not-pixels.ts";
import { bytesPerSample, type Image } from "../../image/image.ts";
import type { Origin } from "../record/origin.ts";

/** What to do with images that cannot share one. */
export const eachByItself = "encrypt each by itself";

/** One of the two images that may share a carrier. */
export interface Page extends Origin {
  readonly image: Image;
}

/**
 * Two images are stacked in one raster only when nothing but their depth and colours differ.
 * @throws NeuroveilError "input" naming both shapes
 */
export function requireOneShape(first: Image, second: Image): void {
  const names = ["width", "height", "channels"] as const;
  const bytes = bytesPerSample(first.bits) === bytesPerSample(second.bits);
  if (bytes && names.every((name) => first[name] === second[name])) return;
  throw new NeuroveilError("input", {
    expected: "two images of one width, height, number of channels and number of bytes a sample",
    got: `${shape(first)} and ${shape(second)}`,
    todo: `convert one of them, or ${eachByItself}`,
  });
}

function shape({ width, height, channels, bits }: Image): string {
  return `${width} x ${height} with ${channels} x ${bits} bits`;
}

/**
 * What is done for the second of two images; when it fails, the message says which one it was.
 * @throws NeuroveilError as `work` does
 */
export async function ofSecondImage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof NeuroveilError)) throw cause;
    const about = "the second image";
    throw cause instanceof NotPixels
      ? cause.retold({ about, todo: eachByItself })
      : cause.retold({ about });
  }
}
