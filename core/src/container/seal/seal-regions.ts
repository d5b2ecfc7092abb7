import { stopIfAborted } from "../../abort.ts";
import { NeuroveilError, sizeText } from "../../errors.ts";
import { sha256 } from "../../bytes/sha256.ts";
import { wrapForRecipients } from "../../keys/age-wrap.ts";
import type { ContentKey } from "../../keys/content-key.ts";
import type { Subkeys } from "../../keys/subkeys.ts";
import { inTurns } from "../../turns.ts";
import { CarrierWriter } from "../carrier/write.ts";
import {
  encodeContent,
  hashBeside,
  mostRegionHeaderBytes,
  type RegionSlot,
} from "../header/chunk-content.ts";
import { outlineNumbers } from "../header/header.ts";
import { chunkGrid, gridFor } from "../shape/chunk-grid.ts";
import { Description } from "./description.ts";
import { deriveImageKeys } from "../header/image-keys.ts";
import { sealPreview } from "../preview/preview.ts";
import type { RasterSeal } from "./seal-raster.ts";
import { pad, sealBox } from "../box/sealed-box.ts";
import { macInput } from "../header/unlock.ts";
import { putBack, regionBytes, takeOut } from "../regions/pixels.ts";
import { regionContentKey } from "../regions/region-key.ts";
import { sealRegion } from "../regions/slot.ts";
import { hashChunks } from "../regions/hash-chunks.ts";
import type { PlannedRegion } from "../regions/plan.ts";

/** Encrypts the regions of a source into a carrier PNG that shows the rest of its pixels. */
export async function sealRegions(
  { source, settings, target, fixed = {}, keys = deriveImageKeys(settings) }: RasterSeal,
  regions: readonly PlannedRegion[],
): Promise<void> {
  const { raster, original, preview } = source;
  const { cipher, signal, onProgress, threads } = settings;
  const { nonce, subkeys, headerMac, metadata } = await keys;
  const pixels: Uint8Array[] = [];
  for (const { areas } of regions) {
    pixels.push(await inTurns(takeOut(raster, areas, threads), signal));
  }
  const shape = { ...gridFor(raster, cipher), ...fixed.chunks };
  const visible = await hashChunks(chunkGrid(raster, shape), raster.data);
  stopIfAborted(signal);
  const outlines = regions.map(({ areas }) => outlineNumbers(areas));
  const description = new Description(source, settings, nonce, shape, { outlines, visible });
  const noKeyVector = new Uint8Array(0);
  const header = description.header(noKeyVector);
  const hash = await sha256(header);
  const slots: RegionSlot[] = [];
  const all = regions.reduce((sum, { areas }) => sum + regionBytes(areas, raster), 0);
  let done = 0;
  for (const [index, { areas, recipients }] of regions.entries()) {
    const own = pixels[index]!;
    const before = done;
    const run = {
      signal,
      threads,
      onProgress: (part: number) => onProgress?.((before + part * own.length) / all),
    };
    const place = { index, image: hash, header: raster, cipher };
    const key = await regionKey(subkeys, index, recipients, fixed.regions?.[index]?.wrapped);
    slots.push(await sealRegion(own, place, key, run, fixed.regions?.[index]));
    await inTurns(putBack(raster, areas, own), signal);
    done += own.length;
  }
  checkHeaders(slots);
  const { boxNonces, previewNonces } = fixed;
  const beside = {
    preview: preview && (await sealPreview(preview, settings.previewKey!, hash, previewNonces)),
    regions: slots,
  };
  const record = description.record(noKeyVector);
  const content = encodeContent({
    mac: new Uint8Array(
      await crypto.subtle.sign("HMAC", headerMac, macInput(hash, await hashBeside(beside))),
    ),
    proof: new Uint8Array(0),
    header,
    record: await sealBox(metadata, hash, record, boxNonces?.record),
    original:
      original &&
      (await sealBox(await subkeys.gcm("original"), hash, pad(original), boxNonces?.original)),
    ...beside,
  });
  stopIfAborted(signal);
  const carrier = new CarrierWriter(raster, content.length, target);
  await carrier.writeRows(0, raster.data);
  await carrier.finish(content);
}

async function regionKey(
  subkeys: Subkeys,
  index: number,
  recipients: readonly string[] | undefined,
  fixed: Uint8Array | undefined,
): Promise<ContentKey> {
  const bytes = await regionContentKey(subkeys, index);
  const wrapped = recipients && (fixed ?? (await wrapForRecipients(bytes, recipients)));
  return { bytes, wrapped };
}

/** @throws NeuroveilError "limit" when no reader would take so many readers */
function checkHeaders(slots: readonly RegionSlot[]): void {
  const bytes = slots.reduce((sum, { header }) => sum + header.length, 0);
  if (bytes <= mostRegionHeaderBytes) return;
  throw new NeuroveilError("limit", {
    expected: `keys of regions of at most ${sizeText(mostRegionHeaderBytes)} together`,
    got: sizeText(bytes),
    todo: "give regions fewer readers",
  });
}
