import { NeuroveilError } from "../errors.ts";
import { bytesPerSample, type Image } from "./image.ts";
import { encodePng } from "./png-encode.ts";
import { encodeTiff } from "./tiff-write.ts";

/** An image file. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly extension: "png" | "tiff";
}

/**
 * Encodes an image without loss: as PNG, in its original form when it came from one, or as TIFF
 * when PNG cannot hold the samples (CMYK).
 * @throws NeuroveilError "usage" when the sample data does not have the length of the image's shape
 */
export async function encodeImage(image: Image): Promise<Encoded> {
  const { width, height, channels, bits, data } = image;
  const size = width * height * channels * bytesPerSample(bits);
  if (data.length !== size) {
    throw new NeuroveilError(
      "usage",
      `expected ${size} bytes of samples for ${width} x ${height} x ${channels} at ${bits} bits, got ${data.length}`,
    );
  }
  const extension = imageExtension(image);
  return { bytes: extension === "tiff" ? encodeTiff(image) : await encodePng(image), extension };
}

/** What {@link encodeImage} will write an image as. */
export function imageExtension({ colour }: Pick<Image, "colour">): Encoded["extension"] {
  return colour === "cmyk" ? "tiff" : "png";
}
