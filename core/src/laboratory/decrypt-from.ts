import { ahead } from "../bytes/ahead.ts";
import { readWhole, type ReadableFile } from "../bytes/random-access.ts";
import {
  isLarge,
  openStream,
  type OpenedStream,
  type PositionedFile,
  type SealedName,
} from "../container/index.ts";
import { toMilliseconds } from "../container/record/origin.ts";
import { NeuroveilError, sizeText } from "../errors.ts";
import type { WriteAt } from "../image/stream-encoder.ts";
import { streamEncoder, whyNotStreamed } from "../image/encode-stream.ts";
import { imageExtension, type Image } from "../image/index.ts";
import {
  checkDecryptOptions,
  decrypt,
  keyRingOf,
  verify,
  type Decrypted,
  type DecryptedFile,
  type LaboratoryDecryptOptions,
  type Verified,
} from "./decrypt.ts";
import { writeAll } from "./write-all.ts";

/** A file that was encrypted, to be written. */
export interface Restorable extends Omit<DecryptedFile, "bytes"> {
  /**
   * Writes it, from the start of an empty file that is open for writing; the caller closes it. To be called
   * once. When it rejects, what stands in the file must not be used.
   * @returns how many bytes it has
   * @throws NeuroveilError "tampered" where the cipher image was changed since it was verified, and what
   *   `file.write` rejects with
   */
  writeTo(file: PositionedFile): Promise<number>;
}

/** What was encrypted, to be written. */
export interface DecryptedFrom extends Pick<
  Decrypted,
  "cipher" | "protection" | "payload" | "lossy" | "regions"
> {
  /** One, or two where two images share the cipher image. */
  readonly files: readonly [Restorable, Restorable?];
}

/** {@link decryptFrom} of the front door, which takes bare images as well. */
export async function decryptFrom(
  input: ReadableFile,
  options: LaboratoryDecryptOptions,
): Promise<DecryptedFrom> {
  const inParts = (await isLarge(input)) ? await decryptInParts(input, options) : "a small one";
  if (typeof inParts !== "string") return inParts;
  const { second, ...first } = await decrypt(await wholeInput(input, inParts), options);
  const { cipher, protection, payload, lossy, regions } = first;
  const files = second === undefined ? ([first] as const) : ([first, second] as const);
  return {
    cipher,
    protection,
    payload,
    ...(lossy && { lossy }),
    ...(regions && { regions }),
    files: files.map(fromMemory) as [Restorable, Restorable?],
  };
}

/** {@link verify} of the front door for a file that is read in places. */
export async function verifyFrom(
  input: ReadableFile,
  options: LaboratoryDecryptOptions,
): Promise<Verified> {
  const opened = (await isLarge(input)) ? await openParts(input, options, 1) : "a small one";
  if (typeof opened === "string") return await verify(await wholeInput(input, opened), options);
  const { cipher, protection, payload } = opened.header;
  return { cipher, protection, payload, names: [opened.sealedName] };
}

/**
 * {@link decryptFrom} with few parts of the image in memory, whatever its size.
 * @returns what it is, in words, where it has to be decrypted as a whole
 */
export async function decryptInParts(
  input: ReadableFile,
  options: LaboratoryDecryptOptions,
): Promise<DecryptedFrom | string> {
  const opened = await openParts(input, options, 2);
  if (typeof opened === "string") return opened;
  const { cipher, protection, payload } = opened.header;
  return { cipher, protection, payload, files: [restorable(opened)] };
}

/** What is opened in parts, and how it is written. */
interface OpenedParts extends OpenedStream {
  readonly sealedName: SealedName;
  /** @returns bytes of the file */
  write(parts: AsyncGenerator<Uint8Array>, writeAt: WriteAt): Promise<number>;
}

async function openParts(
  input: ReadableFile,
  options: LaboratoryDecryptOptions,
  passes: 1 | 2,
): Promise<OpenedParts | string> {
  checkDecryptOptions(options);
  if (options.unverified === true) return "one that is not to be verified";
  const { bare, signal, onProgress, threads, onWarning } = options;
  let written: Pick<OpenedParts, "sealedName" | "write"> | undefined;
  const opened = await openStream(input, {
    keys: keyRingOf(options),
    bare,
    signal,
    onProgress,
    threads,
    onWarning,
    passes,
    whyNot: (header, record) =>
      record.payload === "file" ? undefined : whyNotStreamed(imageOf(header, record.images[0])),
    async look(header, record) {
      if (record.payload === "file") {
        const { name, length } = record;
        const write = (parts: AsyncGenerator<Uint8Array>, writeAt: WriteAt): Promise<number> =>
          writeFile(parts, length, writeAt);
        written = { sealedName: { name, extension: undefined }, write };
        return undefined;
      }
      const [page] = record.images;
      const image = imageOf(header, page);
      const encoder = await streamEncoder(image, signal);
      const sealedName = { name: page.name, extension: imageExtension(image) };
      written = { sealedName, write: (parts, writeAt) => encoder.encode(parts, writeAt) };
      return (rows) => encoder.look(rows);
    },
  });
  return typeof opened === "string" ? opened : { ...opened, ...written! };
}

/** What is told of an image beside its samples. */
function imageOf(
  { width, height, channels }: OpenedStream["header"],
  { bits, colour, metadata }: Omit<Image, "data" | "width" | "height" | "channels">,
): Omit<Image, "data"> {
  return { width, height, channels, bits, colour, metadata };
}

async function writeFile(
  parts: AsyncGenerator<Uint8Array>,
  length: number,
  writeAt: WriteAt,
): Promise<number> {
  let done = 0;
  for await (const rows of parts) {
    const part = rows.subarray(0, length - done);
    await writeAt(part, done);
    done += part.length;
  }
  return length;
}

function restorable(opened: OpenedParts): Restorable {
  const { record, sealedName } = opened;
  const { name, extension } = sealedName;
  const { modified } = record.payload === "file" ? record : record.images[0];
  return {
    name: extension === undefined ? (name ?? "file") : `${name ?? "image"}.${extension}`,
    sealedName,
    ...(modified !== undefined && { modified: toMilliseconds(modified) }),
    // The next rows are decrypted while some are being written.
    writeTo: (file) =>
      opened.write(ahead(opened.bands()), (bytes, position) => writeAll(file, bytes, position)),
  };
}

function fromMemory({ bytes, ...about }: DecryptedFile): Restorable {
  return {
    ...about,
    async writeTo(file) {
      await writeAll(file, bytes, 0);
      return bytes.length;
    },
  };
}

/** What an engine has in one piece. */
const mostWholeBytes = 2 ** 31 - 1;

/** @param why it cannot be opened in parts */
async function wholeInput(input: ReadableFile, why: string): Promise<Uint8Array> {
  if (input.size <= mostWholeBytes) return await readWhole(input, 0, input.size);
  throw new NeuroveilError("limit", {
    expected: `a cipher image that can be opened in parts, or one of at most ${sizeText(mostWholeBytes)}`,
    got: `${why}, of ${sizeText(input.size)}`,
  });
}
