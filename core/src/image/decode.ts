import { asFile, NeuroveilError } from "../errors.ts";
import { withinMemory } from "../out-of-memory.ts";
import type { DecodeOptions } from "./decode-options.ts";
import { detectFormat, type Format } from "./detect.ts";
import type { Image } from "./image.ts";
import { nameFormat } from "./name-format.ts";
import { decodePng } from "./png/decode.ts";
import { sampleBytes } from "./sample-bytes.ts";

type Decoder = (file: Uint8Array, options: DecodeOptions) => Promise<Image>;

const decoders: Readonly<Partial<Record<Format, Decoder>>> = {
  png: decodePng,
  // Loaded when needed: decrypting gives PNG, and neither way reads TIFF.
  jpeg: async (file, options) => (await import("./jpeg/decode.ts")).decodeJpeg(file, options),
  tiff: async (file, options) => (await import("./tiff/read.ts")).decodeTiff(file, options),
};

/**
 * Decodes a PNG, JPEG or TIFF file into its stored samples and metadata. The result is the same in
 * Node and in browsers.
 * @param file the whole file
 * @throws NeuroveilError "broken" when the file is damaged or incomplete, "unsupported" when it is
 *   of another format or of a kind that is not decoded (animated PNG; 12-bit, arithmetic-coded or
 *   lossless JPEG) or, with `onePicture`, holds more than one picture (PNG, JPEG), "limit" when its
 *   samples would take more than `maxBytes`
 * @example
 * const image = await decodeImage(await readFile("photo.jpg"));
 * console.log(image.width, image.height, image.channels, image.bits);
 */
export async function decodeImage(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const decode = decoders[detectFormat(file)];
  if (decode === undefined) {
    throw new NeuroveilError("unsupported", {
      expected: "a still PNG or a JPEG",
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
