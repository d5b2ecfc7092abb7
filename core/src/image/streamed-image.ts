import { asFile, NeuroveilError } from "../errors.ts";
import type { Image } from "./image.ts";
import type { Leftover } from "./leftover.ts";

/** An image that is not in memory: its samples are read from a file as often as they are asked for. */
export interface StreamedImage extends Omit<Image, "data"> {
  /** "PNG" or "TIFF", as {@link Leftover}s are told. */
  readonly format: string;
  /**
   * Its samples from the top, in pieces of any length; each is to be used before the next is asked for.
   * @throws NeuroveilError as `decodeImage`
   */
  samples(signal?: AbortSignal): AsyncGenerator<Uint8Array>;
  /** What it does not hold of the file, when the samples have been gone through once. */
  leftovers(): readonly Leftover[];
}

/** The refusal of what shows only on the way, and takes memory in proportion to the image. */
export function notInParts(what: string): NeuroveilError {
  return new NeuroveilError("limit", {
    expected: "a large image that can be read in parts",
    got: what,
    todo: asFile,
  });
}
