import { NeuroveilError } from "../errors.ts";
import { unsharedInSteps } from "../bytes/shared-memory.ts";
import { withinMemory } from "../out-of-memory.ts";
import { inTurns } from "../turns.ts";
import { carriesLayout } from "./carried.ts";
import type { Restore } from "./format.ts";
import { formatOf, imageFormats } from "./formats.ts";
import { bytesPerSample, type Image } from "./image.ts";

/** An image file. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly extension: string;
}

export interface EncodeOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Encodes an image without loss: as a file of its own format where that can be made again, as PNG, in
 * its original form when it came from one, or as TIFF when PNG cannot hold the samples (CMYK, more
 * channels than four, 32 bits, floats, pages) or what they mean.
 * @throws NeuroveilError "usage" when the sample data does not have the length of the image's shape,
 *   "aborted"
 */
export async function encodeImage(image: Image, options: EncodeOptions = {}): Promise<Encoded> {
  const { width, height, channels, bits, data } = image;
  const size = width * height * channels * bytesPerSample(bits);
  if (data.length !== size) {
    throw new NeuroveilError("usage", {
      expected: `${size} bytes of samples for ${width} x ${height} x ${channels} at ${bits} bits`,
      got: data.length,
    });
  }
  const layout = image.metadata.origin?.layout;
  if (layout !== undefined && !carriesLayout(image, layout)) {
    throw new NeuroveilError("broken", {
      expected: "an image that can carry what its origin says",
      got: `${width} x ${height} with ${channels} x ${bits} bits`,
    });
  }
  const extension = imageExtension(image);
  return await withinMemory(
    () => data.length,
    async () => ({ bytes: await encodeAs(extension, image, options.signal), extension }),
  );
}

async function encodeAs(
  extension: string,
  image: Image,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const restore = restorer(image);
  // Of samples in shared memory, strips go to other threads as they are: no copy of the whole.
  if (restore === undefined && extension === "png")
    return await (await import("./png/encode.ts")).encodePng(image, signal);
  const own = { ...image, data: await inTurns(unsharedInSteps(image.data), signal) };
  if (restore !== undefined) {
    const file = await restore.encode(own, signal);
    if (formatOf(file)?.id === (restore.format ?? image.metadata.origin!.format)) return file;
    throw new NeuroveilError("broken", {
      expected: `what makes ${extension} of the samples`,
      got: "something else",
    });
  }
  const { tiffSteps } = await import("./tiff/write.ts");
  return await inTurns(tiffSteps(own), signal);
}

/** What {@link encodeImage} will write an image as. */
export function imageExtension(image: Pick<Image, "colour" | "metadata">): string {
  const restore = restorer(image);
  if (restore !== undefined) return restore.extension;
  const { colour, metadata } = image;
  const { layout, fields } = metadata.origin ?? {};
  return colour === "cmyk" || layout !== undefined || fields?.["tags"] !== undefined
    ? "tiff"
    : "png";
}

/** What makes a file of an image's own format again, where something does. */
export function restorer({ metadata }: Pick<Image, "metadata">): Restore | undefined {
  const { origin } = metadata;
  if (origin === undefined) return undefined;
  const restore = imageFormats.find(({ id }) => id === origin.format)?.restore;
  return restore?.fits(origin) === true ? restore : undefined;
}
