import { asFile, NeuroveilError } from "../errors.ts";
import { withinMemory } from "../out-of-memory.ts";
import type { DecodeOptions } from "./decode-options.ts";
import { formatOf, readableFormats } from "./formats.ts";
import type { Image } from "./image.ts";
import { nameFormat } from "./name-format.ts";
import { sampleBytes } from "./sample-bytes.ts";

/**
 * Decodes an image file of any format of the list (docs/formats.md) into its stored samples and
 * metadata. The result is the same in Node and in browsers.
 * @param file the whole file
 * @throws NeuroveilError "broken" when the file is damaged or incomplete, "unsupported" when it is
 *   of another format or of a kind that is not decoded (12-bit or arithmetic-coded JPEG), its decoder is
 *   not installed or, with `onePicture`, it holds more than one picture, "limit" when its samples would take
 *   more than `maxBytes`
 * @example
 * const image = await decodeImage(await readFile("photo.jpg"));
 * console.log(image.width, image.height, image.channels, image.bits);
 */
export async function decodeImage(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const decode = formatOf(file)?.decode;
  if (decode === undefined) {
    throw new NeuroveilError("unsupported", {
      expected: `an image that is read (${readableFormats()})`,
      got: nameFormat(file).name,
      todo: asFile,
    });
  }
  // A plain view, because the methods of a Node Buffer differ.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  return await withinMemory(
    () => sampleBytes(bytes),
    () => decode(bytes, options),
  );
}
