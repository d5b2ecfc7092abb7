import { equalBytes } from "../../bytes/constant-time.ts";
import { sha256 } from "../../bytes/sha256.ts";
import { unshared } from "../../bytes/unshared.ts";
import { NeuroveilError } from "../../errors.ts";
import type { Image } from "../../image/image.ts";
import { mostWrappedBytes } from "../../keys/age-wrap.ts";
import type { ContentKey } from "../../keys/content-key.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import { deriveSubkeys } from "../../keys/subkeys.ts";
import { readCarrier } from "../carrier/carrier.ts";
import {
  decodeContent,
  macBytes,
  type ChunkContent,
  type PreviewSlot,
} from "../header/chunk-content.ts";
import { Fields } from "../cbor/fields.ts";
import { decodeHeader, formatVersion } from "../header/header.ts";
import { pictureChannels, type Picture } from "./picture.ts";
import { openBox, sealBox, sealedLength } from "../box/sealed-box.ts";
import { decodeCbor, encodeCbor } from "../cbor/strict-cbor.ts";
import { wrongKey } from "../header/unlock.ts";

/** Pixels of a preview's longer side. */
export const mostPreviewSide = 1024;
/** The least that is written. */
export const leastPreviewSide = 16;

/** What stands in clear of a preview; trust none of it before its MAC is checked. */
export interface PreviewHeader {
  readonly version: number;
  /** SHA-256 of the header of the image that it belongs to. */
  readonly image: Uint8Array;
  /** Salt of every subkey, 16 bytes. */
  readonly nonce: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** The content key of the preview wrapped for its readers; absent when it was given raw. */
  readonly wrapped?: Uint8Array | undefined;
}

/** Fixed for test vectors: 16 and 12 bytes. */
export interface PreviewNonces {
  readonly slot: Uint8Array;
  readonly box: Uint8Array;
}

const bounds = { bytes: 1 << 17, items: 64 };
const hashBytes = 32;
const nonceBytes = 16;

/**
 * Seals a small picture for readers of its own.
 * @param image SHA-256 of the image's header
 */
export async function sealPreview(
  picture: Picture,
  contentKey: ContentKey,
  image: Uint8Array,
  nonces?: PreviewNonces,
): Promise<PreviewSlot> {
  const nonce = nonces?.slot ?? crypto.getRandomValues(new Uint8Array(nonceBytes));
  const header = encodePreviewHeader(picture, contentKey, image, nonce);
  const [hash, subkeys] = await Promise.all([
    sha256(header),
    deriveSubkeys(contentKey.bytes, nonce, "preview"),
  ]);
  const mac = await crypto.subtle.sign("HMAC", await subkeys.mac("header-mac"), unshared(hash));
  return {
    box: await sealBox(await subkeys.gcm("pixels"), hash, picture.data, nonces?.box),
    mac: new Uint8Array(mac),
    header,
  };
}

/** Lengths of what {@link sealPreview} makes. */
export function previewLengths(
  picture: Picture,
  contentKey: ContentKey,
): { readonly [Part in keyof PreviewSlot]: number } {
  const image = new Uint8Array(hashBytes);
  const header = encodePreviewHeader(picture, contentKey, image, new Uint8Array(nonceBytes));
  return { box: sealedLength(picture.data.length), mac: macBytes, header: header.length };
}

function encodePreviewHeader(
  { width, height }: Picture,
  { wrapped }: ContentKey,
  image: Uint8Array,
  nonce: Uint8Array,
): Uint8Array {
  const header: PreviewHeader = { version: formatVersion, image, nonce, width, height, wrapped };
  return encodeCbor(header);
}

/**
 * Reads a preview's header and bounds every number in it; says nothing about who wrote it.
 * @throws NeuroveilError "broken"; "unsupported" when another version is needed
 */
export function decodePreviewHeader(bytes: Uint8Array): PreviewHeader {
  const what = "the preview's header";
  const fields = new Fields(decodeCbor(bytes, what, bounds), what);
  const version = fields.integer("version", 1, 0xffff);
  if (version !== formatVersion) {
    throw new NeuroveilError("unsupported", {
      expected: `a version ${formatVersion} preview`,
      got: `version ${version}`,
      todo: "use a newer neuroveil",
    });
  }
  const header = {
    version,
    image: fields.bytes("image", hashBytes),
    nonce: fields.bytes("nonce", nonceBytes),
    width: fields.integer("width", 1, mostPreviewSide),
    height: fields.integer("height", 1, mostPreviewSide),
    wrapped: fields.optional("wrapped", (f, name) => f.bytes(name, 1, mostWrappedBytes)),
  };
  fields.end();
  return header;
}

/**
 * Opens the preview of a cipher image, and nothing else of it: the image may be damaged, and what the
 * preview shows is what its sealer drew.
 * @throws NeuroveilError "input" when it is no cipher image or has no preview, "key" when no key fits,
 *   "tampered" when the preview was changed or is that of another image, "broken", "limit",
 *   "unsupported", "aborted"
 */
export async function openPreview(
  bytes: Uint8Array,
  { keys, signal }: { readonly keys: KeyRing; readonly signal?: AbortSignal | undefined },
): Promise<Image> {
  const content = decodeContent(readCarrier(bytes).content);
  const slot = requirePreview(content);
  const header = decodePreviewHeader(slot.header);
  const contentKey = await keys.unwrap(header.wrapped, signal);
  const subkeys = await deriveSubkeys(contentKey, header.nonce, "preview");
  const [hash, image] = await Promise.all([sha256(slot.header), sha256(content.header)]);
  const key = await subkeys.mac("header-mac");
  if (!(await crypto.subtle.verify("HMAC", key, unshared(slot.mac), unshared(hash)))) {
    throw wrongKey(keys, "this preview");
  }
  if (!equalBytes(header.image, image)) {
    throw new NeuroveilError("tampered", {
      expected: "the preview of this image",
      got: "that of another",
      todo: "get the file again from its sender",
    });
  }
  if (decodeHeader(content.header).payload !== "pixels") throw besideFile();
  const data = await openBox(await subkeys.gcm("pixels"), hash, slot.box, "preview");
  const { width, height } = header;
  const size = width * height * pictureChannels;
  if (data.length !== size) {
    throw new NeuroveilError("broken", {
      expected: `a preview of ${size} bytes`,
      got: data.length,
    });
  }
  return { width, height, channels: pictureChannels, bits: 8, colour: "rgb", data, metadata: {} };
}

function requirePreview({ preview }: ChunkContent): PreviewSlot {
  if (preview !== undefined) return preview;
  throw new NeuroveilError("input", {
    expected: "a cipher image with a preview",
    got: "one without",
    todo: "decrypt the image itself, or encrypt it with a preview",
  });
}

/** A file has no picture. */
export function besideFile(): NeuroveilError {
  return new NeuroveilError("broken", { expected: "a preview beside pixels", got: "a file" });
}
