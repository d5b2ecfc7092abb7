import { NeuroveilError, sizeText } from "../../errors.ts";
import { equalBytes } from "../../bytes/constant-time.ts";
import { decodeImage } from "../../image/decode.ts";
import { formatOf } from "../../image/formats.ts";
import type { Image } from "../../image/image.ts";
import { mostPaddedBytes } from "../box/sealed-box.ts";

/**
 * Whether a file's pixels are those of an image: what the pixels show and the file that comes back are
 * one.
 * @returns undefined where the image was decoded by what is not there: it cannot be told
 */
export async function decodesTo(
  file: Uint8Array,
  image: Image,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  const { origin } = image.metadata;
  const format = formatOf(file);
  if (origin !== undefined && format?.id !== origin.format) return false;
  // Of other formats every decoder makes the same samples, whatever a record says.
  const named = format?.decodersDiffer === true ? origin?.decoder : undefined;
  let decoded: Image;
  try {
    decoded = await decodeImage(file, { maxBytes: image.data.length, signal });
  } catch (error) {
    if (!(error instanceof NeuroveilError) || error.code === "aborted") throw error;
    return named !== undefined && error.code === "unsupported" ? undefined : false;
  }
  const names = ["width", "height", "channels", "bits", "colour"] as const;
  const same = names.every((name) => decoded[name] === image[name]);
  if (same && equalBytes(decoded.data, image.data)) return true;
  return named === undefined || decoded.metadata.origin?.decoder === named ? false : undefined;
}

/**
 * What must hold of an original before it is sealed.
 * @throws NeuroveilError "limit" when it is too long, "unsupported" when it does not decode to the image
 */
export async function checkOriginal(
  file: Uint8Array,
  image: Image,
  signal?: AbortSignal,
): Promise<void> {
  if (file.length > mostPaddedBytes) {
    throw new NeuroveilError("limit", {
      expected: `an original of at most ${sizeText(mostPaddedBytes)} to keep`,
      got: sizeText(file.length),
    });
  }
  if ((await decodesTo(file, image, signal)) === true) return;
  throw new NeuroveilError("unsupported", {
    expected: "an original that decodes to the image",
    got: "one that decodes to something else",
  });
}
