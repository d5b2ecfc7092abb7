import { readWhole, type ReadableFile } from "../../bytes/random-access.ts";
import { NeuroveilError, sizeText } from "../../errors.ts";
import { whyNotStreamed } from "../../image/encode-stream.ts";
import { signatureBytes } from "../../image/format.ts";
import { formatOf, isReadable } from "../../image/formats.ts";
import { bytesPerSample } from "../../image/image.ts";
import { nameFormat } from "../../image/name-format.ts";
import { NotPixels } from "../../image/not-pixels.ts";
import { streamImage } from "../../image/stream.ts";
import { payload as payloadOption } from "../../words.ts";
import type { CarrierTarget } from "../carrier/target.ts";
import { inPartsInstead } from "../shape/geometry.ts";
import { fileStream } from "./file-stream.ts";
import { imageStream } from "./image-stream.ts";
import type { ChosenPayload, SealInputOptions } from "./seal-input.ts";
import { checkFileOptions, checkPixelsOptions } from "./seal.ts";
import { sealStream } from "./seal-stream.ts";

/** What is longer, or has more samples, is not held as a whole where it can be worked on in parts. */
const largeBytes = 2 ** 27;
/** What an engine has in one piece. */
const mostWholeBytes = 2 ** 31 - 1;

/** Whether a file, or the samples of a PNG or TIFF, are worked on in parts where that is possible. */
export async function isLarge(file: ReadableFile): Promise<boolean> {
  if (file.size > largeBytes) return true;
  const start = await firstBytes(file);
  const format = formatOf(start);
  if (format?.stream === undefined) return false;
  try {
    const told = await format.sampleBytes?.(start);
    if (told !== undefined) return told > largeBytes;
    const image = await format.stream(file);
    if (image === undefined) return false;
    const { width, height, channels, bits } = image;
    return width * height * channels * bytesPerSample(bits) > largeBytes;
  } catch {
    // Whoever decodes it will say what is wrong.
    return false;
  }
}

function firstBytes(file: ReadableFile): Promise<Uint8Array> {
  return file.read(0, Math.min(signatureBytes, file.size));
}

/**
 * Encrypts what stands in a file: in parts where it is large and that is possible, else as a whole.
 * @param whole does it with all of its bytes
 * @throws NeuroveilError as `sealInput`; "limit" for what would have to be in memory and is too large, "input"
 *   where it was changed meanwhile
 */
export async function sealReadable(
  target: CarrierTarget,
  file: ReadableFile,
  options: SealInputOptions,
  whole: (bytes: Uint8Array) => Promise<ChosenPayload>,
): Promise<ChosenPayload> {
  const chosen = (await isLarge(file)) ? await sealInParts(target, file, options) : undefined;
  if (chosen !== undefined) return chosen;
  if (file.size > mostWholeBytes) {
    throw new NeuroveilError("limit", {
      expected: `at most ${sizeText(mostWholeBytes)} for what has to be in memory as a whole`,
      got: sizeText(file.size),
      todo: inPartsInstead,
    });
  }
  return await whole(await readWhole(file, 0, file.size));
}

/**
 * The same in parts, whatever its size.
 * @returns undefined where it has to be in memory; nothing was written then
 */
export async function sealInParts(
  target: CarrierTarget,
  file: ReadableFile,
  options: SealInputOptions,
): Promise<ChosenPayload | undefined> {
  const { cipher, payload, second, lossy, keepOriginal, preview, regions, dicomOut } = options;
  const beside = [second, preview, regions, dicomOut].some((each) => each !== undefined);
  if (cipher.inParts === undefined || beside || lossy === true || keepOriginal === true) {
    return undefined;
  }
  const start = await firstBytes(file);
  let fallback = payload === "file" ? undefined : nameFormat(start).name;
  if (payload !== "file" && isReadable(start)) {
    try {
      return await sealPixelsInParts(target, file, options);
    } catch (error) {
      if (!(error instanceof NotPixels)) throw error;
      const todo = ["use ", payloadOption("file")];
      if (payload === "pixels") throw error.retold({ todo });
      fallback = error.file;
    }
  } else if (payload === "pixels") return undefined;
  checkFileOptions(options);
  await sealStream({ source: fileStream(file, options), settings: options, target });
  return { payload: "file", ...(fallback !== undefined && { fallback }), notKept: [] };
}

async function sealPixelsInParts(
  target: CarrierTarget,
  file: ReadableFile,
  options: SealInputOptions,
): Promise<ChosenPayload | undefined> {
  checkPixelsOptions({ ...options, keepsOriginal: false });
  const image = await streamImage(file);
  // What cannot be written in parts would have to fit into its readers' memory.
  if (image === undefined || whyNotStreamed(image) !== undefined) return undefined;
  const notKept: string[] = [];
  const source = imageStream(image, {
    origin: options,
    signal: options.signal,
    onePicture: options.payload !== "pixels",
    onNotKept: (what) => notKept.push(...what),
  });
  await sealStream({ source, settings: options, target });
  return { payload: "pixels", notKept };
}
