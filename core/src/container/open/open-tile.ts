import { nativeKey } from "../../keys/native-key.ts";
import { importGcmKey } from "#gcm";
import { stopIfAborted } from "../../abort.ts";
import type { Cipher } from "../../ciphers/cipher.ts";
import { rowBytes } from "../../ciphers/raster.ts";
import { NeuroveilError } from "../../errors.ts";
import { samplesFit, type Image } from "../../image/image.ts";
import { atOnce } from "../../turns.ts";
import type { RandomAccess } from "../../bytes/random-access.ts";
import { CarrierStart } from "../carrier/start.ts";
import type { ChunkGrid } from "../shape/chunk-grid.ts";
import type { Geometry } from "../shape/geometry.ts";
import { decodeContent } from "../header/chunk-content.ts";
import type { Header } from "../header/header.ts";
import { checkHead, keyVectorIn, tampered } from "./checked.ts";
import type { OpenOptions } from "./open.ts";
import { openRecord } from "../record/open-record.ts";
import { openChunk } from "../protection/sealed.ts";
import { areaText, isInside, type Area } from "../shape/area.ts";
import type { PageRecord, SealedRecord } from "../record/record.ts";

/** A part of an image that was opened alone. */
export interface OpenedTile {
  /** Its samples; metadata are those of the whole image, and are left out. */
  readonly image: Image;
  /** Stem of the original file's name; undefined when none was given. */
  readonly name: string | undefined;
  /** Id of the cipher. */
  readonly cipher: string;
  /**
   * The tags of its chunks were verified, and the key vector of the whole image was not recomputed: that
   * takes all of it.
   */
  readonly keyVectorRecomputed: false;
  /** Bytes of the file that were read. */
  readonly bytesRead: number;
}

/**
 * Opens a part of a sealed image by the tags of the chunks that it lies in, and reads no more of the file
 * than its header and them. The cipher's tiles must be independent, and the file as it was written.
 * @throws NeuroveilError "usage" for a part outside of the image, "unsupported" for what cannot be opened
 *   in parts, otherwise as `openContainer`
 */
export async function openTile(
  file: Uint8Array | RandomAccess,
  area: Area,
  { keys, ciphers, signal }: Pick<OpenOptions, "keys" | "ciphers" | "signal">,
): Promise<OpenedTile> {
  const start = await CarrierStart.read(file);
  const content = decodeContent(start.content);
  if (content.regions !== undefined) throw notByTiles("regions of a visible picture");
  const head = { geometry: start.geometry, content };
  const checked = await checkHead(head, { keys, ciphers, signal }, false, () => undefined);
  const { unlocked, cipher, grid } = checked;
  const { header, headerHash, subkeys } = unlocked;
  requireTiles(header, cipher, grid);
  const record = await openRecord(content, unlocked);
  const page = requireOneImage(record);
  const keyVector = keyVectorIn(checked, record);
  checkArea(area, header);
  const { width, height, channels, bytesPerSample: sample } = header;
  const raster = { width, height, channels, bytesPerSample: sample };
  const [native, key] = await Promise.all([
    nativeKey(subkeys, header, cipher.nativeKey.bytes),
    subkeys.bytes("seal", 32).then(importGcmKey),
  ]);
  // One thread: starting others takes longer than a few tiles.
  const work = await cipher.inParts!(raster, native, { signal, threads: 1 });
  const part = { ...area, left: area.x * channels * sample, bytes: area.width * channels * sample };
  const data = new Uint8Array(part.height * part.bytes);
  for (const index of chunksIn(part, grid)) {
    stopIfAborted(signal);
    const [top, left] = [
      grid.band(Math.floor(index / grid.columns)).first,
      (index % grid.columns) * grid.chunkBytes,
    ];
    const chunk = await start.chunk(grid, index);
    await openChunk(key, { index, grid, headerHash, proof: content.proof, chunk });
    const tiles = { data: chunk.bytes, top, left, width: chunk.width };
    await work.decrypt(tiles, keyVector);
    copyShared(tiles, { ...part, data });
  }
  if (!atOnce(samplesFit(data, page.bits))) throw tampered();
  const { bits, colour } = page;
  return {
    image: { width: area.width, height: area.height, channels, bits, colour, data, metadata: {} },
    name: page.name,
    cipher: cipher.id,
    keyVectorRecomputed: false,
    bytesRead: start.bytesRead,
  };
}

/** @throws NeuroveilError "unsupported" where tiles are not sealed, or decrypted, by themselves */
function requireTiles(header: Header, cipher: Cipher, grid: ChunkGrid): void {
  const got = whyNot(header, cipher, grid);
  if (got !== undefined) throw notByTiles(got);
}

function notByTiles(got: string): NeuroveilError {
  return new NeuroveilError("unsupported", {
    expected: "sealed pixels in tiles that can be opened alone",
    got,
    todo: "decrypt the whole image",
  });
}

function whyNot(header: Header, cipher: Cipher, grid: ChunkGrid): string | undefined {
  const { protection, payload, height, regions } = header;
  if (regions !== undefined) return "regions of a visible picture";
  if (protection !== "sealed") return `${protection} ones`;
  if (payload !== "pixels") return "a file";
  if (cipher.inParts === undefined) return `those of ${cipher.id}, which depend on each other`;
  const { tileRows, tileBytes = rowBytes(header) } = cipher;
  const { chunkRows, chunkBytes } = grid;
  const rows = chunkRows % tileRows === 0 || chunkRows === height;
  const bytes = chunkBytes % tileBytes === 0 || chunkBytes === rowBytes(header);
  return rows && bytes ? undefined : "chunks that are no whole tiles";
}

function requireOneImage(record: SealedRecord): PageRecord {
  if (record.payload === "pixels" && record.images.length === 1) {
    const [image] = record.images;
    if (image.metadata.origin?.layout === undefined) return image;
  }
  throw new NeuroveilError("unsupported", {
    expected: "one image of pixels to open a part of",
    got: "several, or planes",
    todo: "decrypt the whole image",
  });
}

function checkArea(area: Area, image: Geometry): void {
  if (isInside(area, image)) return;
  throw new NeuroveilError("usage", {
    expected: `a part of ${image.width} x ${image.height} pixels (x, y, width, height)`,
    got: areaText(area),
  });
}

/** Bytes of some rows. */
interface Rows {
  readonly left: number;
  readonly bytes: number;
  readonly y: number;
  readonly height: number;
}

function* chunksIn({ left, bytes, y, height }: Rows, grid: ChunkGrid): Generator<number> {
  const { chunkRows, chunkBytes, columns } = grid;
  for (let band = Math.floor(y / chunkRows); band * chunkRows < y + height; band++) {
    for (let at = Math.floor(left / chunkBytes); at * chunkBytes < left + bytes; at++) {
      yield band * columns + at;
    }
  }
}

/** Copies what a chunk and a part have in common. */
function copyShared(
  from: {
    readonly data: Uint8Array;
    readonly top: number;
    readonly left: number;
    readonly width: number;
  },
  to: Rows & { readonly data: Uint8Array },
): void {
  const rows = from.data.length / from.width;
  const left = Math.max(from.left, to.left);
  const right = Math.min(from.left + from.width, to.left + to.bytes);
  for (let y = Math.max(from.top, to.y); y < Math.min(from.top + rows, to.y + to.height); y++) {
    const start = (y - from.top) * from.width;
    const row = from.data.subarray(start + left - from.left, start + right - from.left);
    to.data.set(row, (y - to.y) * to.bytes + left - to.left);
  }
}
