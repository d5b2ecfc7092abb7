import { imageExtension } from "../../image/encode.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import { readWhole, type ReadableFile } from "../../bytes/random-access.ts";
import { dicomStart, isDicom } from "../../image/dicom/enclosed-png.ts";
import { readCarrier } from "../carrier/carrier.ts";
import { ScannedCarrier } from "../carrier/rows.ts";
import { decodeContent, type ChunkContent } from "../header/chunk-content.ts";
import type { Payload, Protection } from "../header/header.ts";
import { carrierRecord, openRecord } from "../record/open-record.ts";
import { checkPromised } from "../original/original.ts";
import { bareRefused } from "./checked.ts";
import type { OpenOptions } from "./open.ts";
import type { Opened } from "./opened.ts";
import type { PageRecord, SealedRecord } from "../record/record.ts";
import { unlock } from "../header/unlock.ts";

/** The name that something went by before it was encrypted. */
export interface SealedName {
  /** A base name: the stem for an image, the whole name for a file; undefined when none was given. */
  readonly name: string | undefined;
  /** What an image will be written as; undefined for a file, which keeps its own. */
  readonly extension: string | undefined;
}

/** What is wanted of an image whose original was kept. */
export interface As {
  /** "pixels": its samples in a PNG, not the file. */
  readonly as?: "pixels" | undefined;
}

/** What a cipher image holds, as far as its sealed record tells. */
export interface SealedNames {
  /** One, or two where two images share the carrier. */
  readonly names: readonly SealedName[];
  readonly payload: Payload;
  /** Id of the cipher. */
  readonly cipher: string;
  readonly protection: Protection;
}

/**
 * What a cipher image will come back as, without decrypting it: header and record are verified, the
 * samples are not looked at. For plans; only `openContainer` tells whether an image is intact.
 * @throws NeuroveilError as `openContainer`, but for what is wrong with the samples
 */
export async function openNames(
  input: Uint8Array | ReadableFile,
  { keys, bare, unverified, as }: Pick<OpenOptions, "keys" | "bare" | "unverified"> & As,
): Promise<SealedNames> {
  const content = decodeContent(await contentOf(input));
  if (content.regions !== undefined) return await namesBesideRegions(content, keys, as);
  const unchecked = bare === true && unverified === true;
  const unlocked = await unlock(content, keys, unchecked);
  const { cipher, protection, payload } = unlocked.header;
  if (protection === "bare" && bare !== true) throw bareRefused();
  checkPromised(unlocked.header, content);
  const record = await openRecord(content, unlocked, unchecked ? () => undefined : undefined);
  return { names: namesIn(record, as), payload, cipher, protection };
}

async function contentOf(input: Uint8Array | ReadableFile): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return readCarrier(input).content;
  if (isDicom(await input.read(0, Math.min(dicomStart, input.size)))) {
    return readCarrier(await readWhole(input, 0, input.size)).content;
  }
  return (await ScannedCarrier.read(input)).content;
}

/** The name is for the image's readers; to those of a region alone, the picture has none. */
async function namesBesideRegions(
  content: ChunkContent,
  keys: KeyRing,
  as: As["as"],
): Promise<SealedNames> {
  const { unlockRegions } = await import("../regions/unlock-regions.ts");
  const { header, image } = await unlockRegions(content, keys);
  checkPromised(header, content);
  const record = image && (await openRecord(content, image));
  const { payload, cipher, protection } = header;
  return { names: namesIn(record ?? carrierRecord(header), as), payload, cipher, protection };
}

function namesIn(record: SealedRecord, as: As["as"]): readonly SealedName[] {
  if (record.payload === "file") return [{ name: record.name, extension: undefined }];
  if (record.original !== undefined && as !== "pixels") {
    return [{ name: record.original.name, extension: undefined }];
  }
  return record.images.map(pageName);
}

/** The same of what was opened as a whole. */
export function sealedNamesOf(opened: Opened, { as }: As): SealedName[] {
  if (opened.payload === "file") return [{ name: opened.name, extension: undefined }];
  const { original } = opened;
  if (original !== undefined && as !== "pixels") {
    return [{ name: original.name, extension: undefined }];
  }
  const pages = opened.second === undefined ? [opened] : [opened, opened.second];
  return pages.map(({ name, image }) => ({ name, extension: imageExtension(image) }));
}

function pageName({ name, colour, metadata }: PageRecord): SealedName {
  return { name, extension: imageExtension({ colour, metadata }) };
}
