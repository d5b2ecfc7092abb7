import { samplesFit, type Image } from "../../image/image.ts";
import { unsharedInSteps } from "../../bytes/shared-memory.ts";
import { stepBytes, type Steps } from "../../turns.ts";
import type { Header, Protection } from "../header/header.ts";
import { toMilliseconds } from "../record/origin.ts";
import type { Area } from "../shape/area.ts";
import type { PageRecord, PixelsRecord, SealedRecord } from "../record/record.ts";

/** What was in a container. */
export type Opened = OpenedPixels | OpenedFile;

interface OpenedCommon {
  /** Id of the cipher. */
  readonly cipher: string;
  readonly protection: Protection;
}

/** An image and the name it went by. */
export interface OpenedPage {
  /** Its samples may lie in memory that threads share. */
  readonly image: Image;
  /** Stem of the original file's name; undefined when none was given. */
  readonly name: string | undefined;
  /** When the original file was last changed, in milliseconds since 1970, where it was given. */
  readonly modified: number | undefined;
}

export interface OpenedPixels extends OpenedCommon, OpenedPage {
  readonly payload: "pixels";
  /** Present where the samples are only near to those that were encrypted, by a lossy cipher. */
  readonly lossy?: true;
  /** The image that was encrypted together with the first, where there is one. */
  readonly second?: OpenedPage;
  /** The file that the image was decoded from, where it was kept. */
  readonly original?: OpenedOriginal;
  /** Present where only these pixels were encrypted, and some perhaps are still. */
  readonly regions?: readonly OpenedRegion[];
}

/** Pixels of an image that were encrypted for readers of their own. */
export interface OpenedRegion {
  /** Rectangles that share no pixel. */
  readonly areas: readonly Area[];
  /** Whether they were decrypted; else they are what the cipher image shows there. */
  readonly opened: boolean;
}

/** A file as it was, byte for byte. */
export interface OpenedOriginal {
  readonly bytes: Uint8Array;
  /** Its whole name; undefined when none was given. */
  readonly name: string | undefined;
}

export interface OpenedFile extends OpenedCommon {
  readonly payload: "file";
  readonly bytes: Uint8Array;
  /** The original file's name; undefined when none was given. */
  readonly name: string | undefined;
  /** When it was last changed, as in {@link OpenedPage}. */
  readonly modified: number | undefined;
}

/**
 * Whether decrypted samples can be what the record says of them: within their depth, and zeros behind a
 * file.
 * @param how lossy: whether the samples are approximations, which will be cut to their depth
 */
export function* fitsRecord(
  record: SealedRecord,
  samples: Uint8Array,
  { lossy }: { readonly lossy: boolean },
): Steps<boolean> {
  if (record.payload === "file") return yield* allZero(samples.subarray(record.length));
  if (lossy) return true;
  for (const { page, part } of parts(record, samples)) {
    if (!(yield* samplesFit(part, page.bits))) return false;
  }
  return true;
}

/** The images of a raster with their samples. */
function parts(
  record: PixelsRecord,
  samples: Uint8Array,
): { readonly page: PageRecord; readonly part: Uint8Array }[] {
  const { images } = record;
  const size = samples.length / images.length;
  return images.map((page, i) => ({ page, part: samples.subarray(i * size, (i + 1) * size) }));
}

/**
 * The content in its own form, from decrypted samples that fit the record.
 * @param how lossy: whether the samples are approximations, which are cut to the depth of their image
 */
export function* restore(
  header: Header,
  record: SealedRecord,
  samples: Uint8Array,
  { lossy }: { readonly lossy: boolean },
): Steps<Opened> {
  const { cipher, protection } = header;
  if (record.payload === "file") {
    const { payload, length, name } = record;
    const bytes = yield* unsharedInSteps(samples.subarray(0, length));
    return { payload, bytes, name, modified: inMilliseconds(record), cipher, protection };
  }
  const { payload } = record;
  const about = { payload, cipher, protection, ...(lossy && { lossy }) };
  const pages = parts(record, samples);
  const shape = { ...header, height: header.height / pages.length };
  const restored: OpenedPage[] = [];
  for (const { page, part } of pages) restored.push(yield* restorePage(shape, page, part, lossy));
  const [first, second] = restored;
  return { ...first!, ...(second && { second }), ...about };
}

function* restorePage(
  { width, height, channels }: Pick<Header, "width" | "height" | "channels">,
  record: PageRecord,
  samples: Uint8Array,
  lossy: boolean,
): Steps<OpenedPage> {
  const { name, bits, colour, metadata } = record;
  if (lossy) yield* cutToDepth(samples, bits);
  const image = { width, height, channels, bits, colour, data: samples, metadata };
  return { image, name, modified: inMilliseconds(record) };
}

function inMilliseconds({ modified }: Pick<PageRecord, "modified">): number | undefined {
  return modified === undefined ? undefined : toMilliseconds(modified);
}

/** Samples above what `bits` bits hold become the largest that they do. */
function* cutToDepth(samples: Uint8Array, bits: number): Steps {
  const most = 2 ** bits - 1;
  const view = new DataView(samples.buffer, samples.byteOffset, samples.byteLength);
  for (let start = 0; start < samples.length; start += stepBytes) {
    const end = Math.min(start + stepBytes, samples.length);
    if (bits <= 8) {
      for (let i = start; i < end; i++) samples[i] = Math.min(samples[i]!, most);
    } else {
      for (let i = start; i < end; i += 2) view.setUint16(i, Math.min(view.getUint16(i), most));
    }
    yield;
  }
}

export function* allZero(bytes: Uint8Array): Steps<boolean> {
  for (let start = 0; start < bytes.length; start += stepBytes) {
    for (const byte of bytes.subarray(start, start + stepBytes)) if (byte !== 0) return false;
    yield;
  }
  return true;
}
