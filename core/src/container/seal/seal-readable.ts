import { readWhole, type ReadableFile } from "../../bytes/random-access.ts";
import { NeuroveilError, sizeText } from "../../errors.ts";
import { signatureBytes } from "../../image/format.ts";
import { isReadable } from "../../image/formats.ts";
import { nameFormat } from "../../image/name-format.ts";
import type { CarrierTarget } from "../carrier/target.ts";
import { inPartsInstead } from "../shape/geometry.ts";
import { fileStream } from "./file-stream.ts";
import type { ChosenPayload, SealInputOptions } from "./seal-input.ts";
import { checkFileOptions } from "./seal.ts";
import { sealStream } from "./seal-stream.ts";

/** Longer files are not read as a whole where they can be worked on in parts. */
const largeBytes = 2 ** 27;
/** What an engine has in one piece. */
const mostWholeBytes = 2 ** 31 - 1;

/** Whether a file is worked on in parts where that is possible: from 128 MiB on. */
export function isLarge(file: ReadableFile): boolean {
  return file.size > largeBytes;
}

/**
 * Encrypts what stands in a file: in parts where it is large and the cipher allows it, else as a whole.
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
  const start = await file.read(0, Math.min(signatureBytes, file.size));
  const chosen = isLarge(file) ? asFileInParts(start, options) : undefined;
  if (chosen !== undefined) {
    checkFileOptions(options);
    await sealStream({ source: fileStream(file, options), settings: options, target });
    return chosen;
  }
  if (file.size > mostWholeBytes) {
    throw new NeuroveilError("limit", {
      expected: `at most ${sizeText(mostWholeBytes)} for what has to be in memory as a whole`,
      got: sizeText(file.size),
      todo: inPartsInstead,
    });
  }
  return await whole(await readWhole(file, 0, file.size));
}

/** How an input becomes a file, where it does and can be worked on in parts. */
function asFileInParts(
  start: Uint8Array,
  { cipher, payload, second, lossy, keepOriginal, preview, regions }: SealInputOptions,
): ChosenPayload | undefined {
  const more =
    second !== undefined || lossy === true || keepOriginal === true || regions !== undefined;
  if (cipher.inParts === undefined || more || preview !== undefined) return undefined;
  if (payload === "file") return { payload: "file", notKept: [] };
  if (payload === "pixels" || isReadable(start)) return undefined;
  return { payload: "file", fallback: nameFormat(start).name, notKept: [] };
}
