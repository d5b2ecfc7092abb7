import { stopIfAborted } from "../../abort.ts";
import { equalBytes } from "../../bytes/constant-time.ts";
import { NeuroveilError } from "../../errors.ts";
import { inTurns } from "../../turns.ts";
import { readSamples } from "../carrier/read.ts";
import type { Carrier } from "../carrier/carrier.ts";
import { outlinesOf } from "../header/header.ts";
import { chunkGrid } from "../shape/chunk-grid.ts";
import type { ChunkContent } from "../header/chunk-content.ts";
import { checkGeometry, findCipher, tampered } from "./checked.ts";
import { withOriginal, type OpenOptions } from "./open.ts";
import { carrierRecord, openRecord } from "../record/open-record.ts";
import { openOriginal, checkPromised } from "../original/original.ts";
import { restore, type OpenedPixels } from "./opened.ts";
import type { PixelsRecord } from "../record/record.ts";
import { fromFullDepth, levelsOf } from "../regions/depth.ts";
import { showsPicture } from "../regions/picture.ts";
import { putBack, takeOut } from "../regions/pixels.ts";
import { isAsSealed, openRegion } from "../regions/slot.ts";
import { unlockRegions } from "../regions/unlock-regions.ts";
import { hashChunks } from "../regions/hash-chunks.ts";
import type { Unlocked } from "../header/unlock.ts";

/**
 * Decrypts the regions of a picture, as far as there are keys of them. Who has the image's key has them all,
 * and what is sealed beside them; nobody else learns more of the image than what it shows.
 * @throws NeuroveilError as `openContainer`
 */
export async function openRegions(
  carrier: Carrier,
  content: ChunkContent,
  { keys, ciphers, signal, threads, onProgress, onWarning: warn = () => {} }: OpenOptions,
): Promise<OpenedPixels> {
  const unlocked = await unlockRegions(content, keys, signal);
  const { header, image } = unlocked;
  const cipher = await findCipher(header, ciphers);
  checkPromised(header, content);
  checkGeometry(header, carrier);
  if (!cipher.lossless || content.proof.length > 0 || content.residual !== undefined) {
    throw new NeuroveilError("broken", {
      expected: "regions by a lossless cipher, and no proof of other pixels",
      got: `${cipher.id}, with a proof of ${content.proof.length} bytes`,
    });
  }
  const { visible } = header.regions!;
  const outlines = outlinesOf(header.regions!);
  const slots = content.regions!;
  const data = await readSamples(carrier, { threads, signal });
  const raster = { ...carrier.geometry, data };
  const pixels: Uint8Array[] = [];
  for (const areas of outlines) {
    pixels.push(await inTurns(takeOut(raster, areas, threads), signal));
  }
  if (!equalBytes(await hashChunks(chunkGrid(header, header), data), visible)) throw tampered();
  const record = image && (await openImageRecord(content, image));
  const original = image && (await openOriginal(content, image));

  const all = pixels.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  let fits = true;
  for (const [index, areas] of outlines.entries()) {
    stopIfAborted(signal);
    const own = pixels[index]!;
    const before = done;
    const progress = (part: number): void => onProgress?.((before + part * own.length) / all);
    const run = { signal, threads, onProgress: progress };
    if (!(await isAsSealed(own, slots[index]!))) throw tampered();
    const region = unlocked.regions.get(index);
    const opens =
      region === undefined ||
      (await openRegion(own, region, slots[index]!, { header, cipher }, run));
    fits &&= opens;
    await inTurns(putBack(raster, areas, own), signal);
    done += own.length;
  }
  if (record !== undefined) {
    fits = (await inTurns(fromFullDepth(data, levelsOf(record.images[0])), signal)) && fits;
  }
  if (!fits) throw tampered();
  const regions = outlines.map((areas, index) => ({
    areas,
    opened: unlocked.regions.has(index),
  }));
  const how = { lossy: false };
  const restored = await inTurns(
    restore(header, record ?? carrierRecord(header), data, how),
    signal,
  );
  const opened: OpenedPixels = { ...(restored as OpenedPixels), regions };
  if (record === undefined || original === undefined) return opened;
  return await withOriginal(opened, original, record, { signal, warn });
}

/** @throws NeuroveilError "tampered", or "broken" when it is not of one picture in gray or RGB */
async function openImageRecord(content: ChunkContent, image: Unlocked): Promise<PixelsRecord> {
  const record = await openRecord(content, image);
  if (record.payload === "pixels" && record.images.length === 1 && record.keyVector === undefined) {
    if (showsPicture(record.images[0])) return record;
  }
  throw new NeuroveilError("broken", {
    expected: "a record of one picture in gray or RGB beside regions",
    got: "another",
  });
}
