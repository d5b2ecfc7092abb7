import { NeuroveilError } from "../errors.ts";
import { withinMemory } from "../out-of-memory.ts";
import { bytesPerSample, type Image } from "./image.ts";
import { encodePng } from "./png/encode.ts";
import { encodeTiff } from "./tiff/write.ts";

/** An image file. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly extension: "png" | "tiff";
}

export interface EncodeOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Encodes an image without loss: as PNG, in its original form when it came from one, or as TIFF
 * when PNG cannot hold the samples (CMYK).
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
  const extension = imageExtension(image);
  return await withinMemory(
    () => data.length,
    async () => {
      const png = extension === "png";
      return { bytes: png ? await encodePng(image, options.signal) : encodeTiff(image), extension };
    },
  );
}

/** What {@link encodeImage} will write an image as. */
export function imageExtension({ colour }: Pick<Image, "colour">): Encoded["extension"] {
  return colour === "cmyk" ? "tiff" : "png";
}
