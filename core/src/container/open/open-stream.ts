import { nativeKey } from "../../keys/native-key.ts";
import { stopIfAborted } from "../../abort.ts";
import { ahead } from "../../bytes/ahead.ts";
import { equalBytes } from "../../bytes/constant-time.ts";
import type { ReadableFile } from "../../bytes/random-access.ts";
import type { TileWork } from "../../ciphers/cipher.ts";
import { dicomStart, isDicom } from "../../image/dicom/enclosed-png.ts";
import { samplesFit } from "../../image/image.ts";
import { inTurns } from "../../turns.ts";
import { ScannedCarrier } from "../carrier/rows.ts";
import { decodeContent } from "../header/chunk-content.ts";
import type { Header } from "../header/header.ts";
import { ChunkHashes } from "../protection/chunk-hashes.ts";
import { openBands } from "../protection/open-chunks.ts";
import type { ChunkOpener } from "../protection/protector.ts";
import { openRecord } from "../record/open-record.ts";
import type { SealedRecord } from "../record/record.ts";
import { BandMemory, bandRows, partOf, type Band } from "../shape/bands.ts";
import type { ChunkGrid } from "../shape/chunk-grid.ts";
import { checkHead, keyVectorIn, tampered, type Checked } from "./checked.ts";
import type { OpenOptions } from "./open.ts";
import { allZero } from "./opened.ts";

/** Looks at the bytes of a raster from the top, a band at a time, when it is not known yet whether they verify. */
export type Look = (rows: Uint8Array) => Promise<void> | void;

export interface OpenStreamOptions extends Omit<OpenOptions, "unverified"> {
  /** Passes that are meant to be made, for progress: one where nothing is to be read but whether all verifies. */
  readonly passes: 1 | 2;
  /** Why what the header tells of cannot be used in parts, in words; undefined where it can. */
  readonly whyNot?: ((header: Header, record: SealedRecord) => string | undefined) | undefined;
  /** Whoever wants to know more of the bytes than what they are, before they are given out. */
  readonly look?: ((header: Header, record: SealedRecord) => Promise<Look | undefined>) | undefined;
}

/** A cipher image that verifies, whose content need not fit in memory. */
export interface OpenedStream {
  readonly header: Header;
  readonly record: SealedRecord;
  /**
   * The decrypted raster from the top, in whole rows: the same bytes as were verified, or none. Each part is
   * to be used before the next is asked for.
   * @throws NeuroveilError "tampered" where the file was changed since it was verified
   */
  bands(): AsyncGenerator<Uint8Array>;
}

/**
 * Why a cipher image cannot be opened in parts, in words; undefined where it can.
 */
function whyNotInParts(
  { unlocked: { header }, content, cipher }: Checked,
  { interlaced }: { readonly interlaced: boolean },
): string | undefined {
  if (cipher.inParts === undefined) return `one of ${cipher.id}, whose parts depend on each other`;
  if (interlaced) return "one that was interlaced by another program";
  if (content.original !== undefined) return "one with its original file";
  if (header.residual !== undefined) return "one of a lossy cipher";
  return undefined;
}

/**
 * Does what `openContainer` does, with few bands of the raster in memory, in two passes over the file. The
 * first decrypts everything and keeps nothing: when it has ended, all has verified that there is to verify.
 * The second, {@link OpenedStream.bands}, decrypts again and gives out; it uses no chunk that is not, byte
 * for byte, what the first has seen.
 * @returns or, where it has to be opened as a whole, what it is, in words
 * @throws NeuroveilError as `openContainer`
 */
export async function openStream(
  file: ReadableFile,
  options: OpenStreamOptions,
): Promise<OpenedStream | string> {
  const { signal, threads, onProgress, passes } = options;
  stopIfAborted(signal);
  if (isDicom(await file.read(0, dicomStart))) return "one in a DICOM file";
  const carrier = await ScannedCarrier.read(file);
  const warn = options.onWarning ?? (() => undefined);
  const content = decodeContent(carrier.content);
  if (content.regions !== undefined) return "one of regions";
  const head = { geometry: carrier.geometry, content };
  const checked = await checkHead(head, options, false, warn);
  const { unlocked, cipher, protector, grid } = checked;
  const { header, headerHash, subkeys } = unlocked;
  const whyNot = whyNotInParts(checked, carrier);
  if (whyNot !== undefined) return whyNot;
  const record = await openRecord(content, unlocked);
  if (record.payload === "pixels" && record.images.length > 1) return "one of two images";
  const others = options.whyNot?.(header, record);
  if (others !== undefined) return others;
  const keyVector = keyVectorIn(checked, record);
  const native = await nativeKey(subkeys, header, cipher.nativeKey.bytes);
  carrier.requirePlausible();
  const memory = bandMemory(header, grid, cipher.tileRows, threads);
  const hashes = new ChunkHashes(grid);
  let passed = 0;

  async function* decrypted(opener: ChunkOpener, work: TileWork): AsyncGenerator<Band> {
    const unsealed = ahead(unseal(memory.chunks.cut(carrier.rows(signal)), opener, grid));
    const bands = memory.tiles === undefined ? unsealed : memory.tiles.cut(dataOf(unsealed));
    for await (const band of bands) {
      stopIfAborted(signal);
      await work.decrypt(partOf(band, header), keyVector);
      passed += band.rows;
      onProgress?.(passed / (passes * header.height));
      yield band;
    }
    await opener.finish();
    if (!equalBytes(work.keyVector(), keyVector)) throw tampered();
  }
  const begin = async (): Promise<[ChunkOpener, TileWork]> => [
    await protector.open(subkeys, grid, headerHash, content.proof),
    await cipher.inParts!(header, native, { signal, threads }),
  ];

  const [opener, work] = await begin();
  const look = await options.look?.(header, record);
  let fits = true;
  for await (const band of decrypted(passes === 1 ? opener : hashes.first(opener), work)) {
    // Told at the end: where it is would tell something of what an altered image decrypts to.
    fits = (await bandFits(band, header, record, signal)) && fits;
    await look?.(band.data);
  }
  if (!fits) throw tampered();
  return {
    header,
    record,
    async *bands() {
      const [opener, work] = await begin();
      for await (const { data } of decrypted(hashes.again(opener), work)) yield data;
    },
  };
}

/** Memory for bands of whole chunks, and for bands of whole tiles where these are others. */
function bandMemory(
  header: Header,
  grid: ChunkGrid,
  tileRows: number,
  threads: number | undefined,
): { readonly chunks: BandMemory; readonly tiles?: BandMemory } {
  const { chunkRows } = grid;
  const aligned = chunkRows % tileRows === 0 || chunkRows === header.height;
  const rows = bandRows(header, chunkRows);
  const chunks = new BandMemory(header, rows, threads);
  if (aligned) return { chunks };
  return { chunks, tiles: new BandMemory(header, bandRows(header, tileRows), threads) };
}

async function* unseal(
  bands: AsyncGenerator<Band>,
  opener: ChunkOpener,
  grid: ChunkGrid,
): AsyncGenerator<Band> {
  for await (const band of ahead(bands)) {
    await openBands(opener, grid, {
      first: band.first / grid.chunkRows,
      bands: Math.ceil(band.rows / grid.chunkRows),
      data: band.data,
    });
    yield band;
  }
}

async function* dataOf(bands: AsyncGenerator<Band>): AsyncGenerator<Uint8Array> {
  for await (const { data } of bands) yield data;
}

/** Whether decrypted rows can be what the record says of them. */
async function bandFits(
  { first, data }: Band,
  header: Header,
  record: SealedRecord,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (record.payload === "pixels") {
    return await inTurns(samplesFit(data, record.images[0].bits), signal);
  }
  const start = first * header.width * header.channels * header.bytesPerSample;
  return await inTurns(allZero(data.subarray(Math.max(0, record.length - start))), signal);
}
