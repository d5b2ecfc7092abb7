import type { ReadableFile } from "../../bytes/random-access.ts";
import { warmThreads } from "../../threads/workers.ts";
import { NeuroveilError } from "../../errors.ts";
import { payload, type Words } from "../../words.ts";
import { decodeImage } from "../../image/decode.ts";
import { isReadable, readableFormats } from "../../image/formats.ts";
import { nameFormat } from "../../image/name-format.ts";
import { NotPixels } from "../../image/not-pixels.ts";
import { sampleBytes } from "../../image/sample-bytes.ts";
import { withinMemory } from "../../out-of-memory.ts";
import type { Payload } from "../header/header.ts";
import { giveSpare } from "../memory/spare-memory.ts";
import { isForThreads, reusedWorkBuffer } from "../memory/work-buffer.ts";
import type { Encryption } from "./encryption.ts";
import { eachByItself, ofSecondImage } from "./pages.ts";
import {
  FileTarget,
  inMemory,
  type CarrierTarget,
  type PositionedFile,
} from "../carrier/target.ts";
import { deriveImageKeys } from "../header/image-keys.ts";
import { checkPixelsOptions, sealFile, sealFileInto, type SealOptions } from "./seal.ts";
import type { sealReadable as sealReadableInput } from "./seal-readable.ts";
import { sealRaster } from "./seal-raster.ts";
import { pixelsSource, type Source } from "./source.ts";

export interface SealInputOptions
  extends
    SealOptions,
    Pick<Encryption, "payload" | "second" | "keepOriginal" | "preview" | "regions" | "dicomOut"> {
  /** The most bytes of raw samples that an image may decode to; 1 GiB when not given. */
  readonly maxBytes?: number | undefined;
}

/** How an input's payload was chosen. */
export interface ChosenPayload {
  readonly payload: Payload;
  /** What the input is, as in "an animated PNG", where for that reason it became a file unasked. */
  readonly fallback?: string;
  /** What of the input will not come back, in words; empty where everything does. */
  readonly notKept: readonly string[];
  /** What is to be looked at in the result, in a line each. */
  readonly warnings?: readonly string[];
}

/** A cipher image in memory. */
export interface SealedInput extends ChosenPayload {
  /** The carrier PNG. */
  readonly bytes: Uint8Array;
}

/** A cipher image in a file. */
export interface WrittenInput extends ChosenPayload {
  /** Length of the carrier PNG in bytes. */
  readonly length: number;
}

/** Files from this size on have pixels enough for several threads. */
const largeFileBytes = 1 << 18;

/**
 * Encrypts a file's content: its pixels when it is an image that is read, else its bytes. A PNG whose
 * pixels are damaged is refused.
 * @throws NeuroveilError "input" when `payload` is "pixels", there is a second image or an
 *   approximation, a preview or regions are wanted, and an input is of another format, "usage" for a second image with payload "file", otherwise as `decodeImage` and
 *   `sealPixels`
 */
export async function sealInput(
  bytes: Uint8Array,
  options: SealInputOptions,
): Promise<SealedInput> {
  const { bytes: carrier, value } = await inMemory((target) => sealInto(target, bytes, options));
  return { bytes: carrier, ...value };
}

/**
 * The same into a file, without ever holding the whole carrier: quicker, and in less memory. When it
 * rejects, what stands in the file must not be used.
 * @param file empty and open for writing, such as Node's `FileHandle`; the caller closes it
 * @param input its bytes; or how to read them, and then what is large need not fit in memory
 * @throws NeuroveilError as {@link sealInput}, and what `file.write` rejects with
 * @example
 * const file = await open("photo.veil.png", "wx"); // node:fs/promises
 * await sealInputTo(file, photo, { contentKey, cipher, protection: "sealed" });
 * await file.close();
 */
export async function sealInputTo(
  file: PositionedFile,
  input: Uint8Array | ReadableFile,
  options: SealInputOptions,
): Promise<WrittenInput> {
  const target = new FileTarget(file);
  const whole = (bytes: Uint8Array): Promise<ChosenPayload> => sealInto(target, bytes, options);
  const chosen = await (input instanceof Uint8Array
    ? whole(input)
    : sealReadable(target, input, options, whole));
  target.close();
  return { length: target.length, ...chosen };
}

/** The image and its carrier. */
function sealInto(
  target: CarrierTarget,
  bytes: Uint8Array,
  options: SealInputOptions,
): Promise<ChosenPayload> {
  return withinMemory(
    async () => 2 * ((await sampleBytes(bytes)) ?? bytes.length),
    () => seal(target, bytes, options),
  );
}

async function seal(
  target: CarrierTarget,
  bytes: Uint8Array,
  options: SealInputOptions,
): Promise<ChosenPayload> {
  const { payload, second, lossy, preview, regions, keepOriginal } = options;
  if (options.dicomOut !== undefined) {
    const { sealDicom } = await import("./seal-dicom.ts");
    const own = { ...options, dicomOut: options.dicomOut };
    return await sealDicom(target, bytes, own, (file) => sealFile(file, options));
  }
  if (payload === "file") {
    if (second !== undefined) throw onlyPixels();
    if (preview !== undefined || regions !== undefined || keepOriginal === true) {
      throw besidePixels();
    }
    await sealFileInto(target, bytes, options);
    return { payload, notKept: [] };
  }
  const insists =
    payload === "pixels" ||
    second !== undefined ||
    lossy === true ||
    preview !== undefined ||
    regions !== undefined;
  if (!insists && !isReadable(bytes)) {
    return sealFallback(target, bytes, options, nameFormat(bytes).name);
  }
  const otherwise = adviceWithoutPixels(options);
  requirePixels(bytes, otherwise);
  if (second !== undefined) {
    await ofSecondImage(async () => requirePixels(second.bytes, otherwise));
  }
  checkPixelsOptions({ ...options, keepsOriginal: keepOriginal === true });
  // Threads start, keys are derived and memory is fetched while the image is being decoded.
  const keys = deriveImageKeys(options);
  // Whoever waits for them hears of a failure; until then nobody does.
  keys.catch(() => undefined);
  const notKept: string[] = [];
  let source: Source;
  try {
    source = await decodedSource(bytes, options, !insists, notKept);
  } catch (error) {
    if (!(error instanceof NotPixels)) throw error;
    if (insists) throw error.retold({ todo: otherwise });
    return sealFallback(target, bytes, options, error.file);
  }
  await sealRaster({ source, settings: options, target, keys });
  giveSpare(source.raster.data);
  return { payload: "pixels", notKept };
}

/** What to do where something insists on pixels, and there are none to be had. */
function adviceWithoutPixels({ second, lossy, preview, regions }: SealInputOptions): Words {
  if (lossy) return "only images can be approximated";
  if (second !== undefined) return eachByItself;
  if (regions !== undefined) return "only images have regions";
  if (preview !== undefined) return "leave the preview out";
  return ["use ", payload("file")];
}

async function sealFallback(
  target: CarrierTarget,
  bytes: Uint8Array,
  options: SealInputOptions,
  fallback: string,
): Promise<ChosenPayload> {
  await sealFileInto(target, bytes, options);
  return { payload: "file", fallback, notKept: [] };
}

/**
 * The images as a source. A function of its own, so that what was decoded is let go of here.
 * @param notKept takes what of the files will not come back
 */
async function decodedSource(
  bytes: Uint8Array,
  {
    name,
    modified,
    second,
    maxBytes,
    threads,
    signal,
    preview,
    regions,
    keepOriginal,
  }: SealInputOptions,
  onePicture: boolean,
  notKept: string[],
): Promise<Source> {
  const pages = second === undefined ? 1 : 2;
  let memory: Uint8Array | undefined;
  const large = bytes.length >= largeFileBytes && threads !== 1;
  const decoding = decodeImage(bytes, {
    maxBytes,
    signal,
    room(size) {
      if (large) memory = reusedWorkBuffer(pages * size, threads);
      return memory?.subarray(0, size);
    },
    // The file itself keeps what its pixels do not tell.
    onePicture: onePicture && keepOriginal !== true,
    onNotKept: (what) => (keepOriginal === true ? undefined : notKept.push(...what)),
  });
  // Where memory is not shared, few ciphers use them.
  if (large && isForThreads(threads)) warmThreads(threads);
  const image = await decoding;
  memory ??=
    pages === 1 && !isForThreads(threads) && isAlone(image.data)
      ? image.data
      : reusedWorkBuffer(pages * image.data.length, threads);
  const onNotKept = (what: readonly string[]): void => {
    notKept.push(...what.map((part) => `the second image: ${part}`));
  };
  const page = second && {
    image: await ofSecondImage(() => decodeImage(second.bytes, { maxBytes, onNotKept, signal })),
    name: second.name,
    modified: second.modified,
  };
  const original = keepOriginal === true ? bytes : undefined;
  const options = { name, modified, threads, signal, second: page, original, preview, regions };
  return await pixelsSource(image, options, memory);
}

/** Whether samples fill the memory that they lie in; the caller's file has more than samples. */
function isAlone(samples: Uint8Array): boolean {
  return samples.length === samples.buffer.byteLength;
}

function requirePixels(bytes: Uint8Array, otherwise: Words): void {
  if (isReadable(bytes)) return;
  throw new NeuroveilError("input", {
    expected: [`an image that is read (${readableFormats()}) for `, payload("pixels")],
    got: nameFormat(bytes).name,
    todo: otherwise,
  });
}

function besidePixels(): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: [payload("pixels"), " for regions, a preview, or an original beside them"],
    got: '"file"',
    todo: "leave one out: a file comes back as it was",
  });
}

function onlyPixels(): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: [payload("pixels"), " for two images in one"],
    got: '"file"',
    todo: eachByItself,
  });
}

/** A page reads what it is given as a whole, and need not fetch this. */
const sealReadable: typeof sealReadableInput = async (...args) =>
  (await import("./seal-readable.ts")).sealReadable(...args);
