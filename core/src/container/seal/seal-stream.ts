import { nativeKey } from "../../keys/native-key.ts";
import { stopIfAborted } from "../../abort.ts";
import { ahead } from "../../bytes/ahead.ts";
import { equalBytes } from "../../bytes/constant-time.ts";
import { changedMeanwhile } from "../../bytes/random-access.ts";
import { sha256 } from "../../bytes/sha256.ts";
import type { CarrierTarget } from "../carrier/target.ts";
import { CarrierWriter } from "../carrier/write.ts";
import { contentLength, encodeContent, hashBeside, macBytes } from "../header/chunk-content.ts";
import { deriveImageKeys, type ImageKeys } from "../header/image-keys.ts";
import { macInput } from "../header/unlock.ts";
import { sealBox, sealedLength } from "../box/sealed-box.ts";
import { JobQueue } from "../protection/job-queue.ts";
import { protectors } from "../protection/protectors.ts";
import type { SealedRecord } from "../record/record.ts";
import { BandMemory, bandRows, partOf, type Band } from "../shape/bands.ts";
import { chunkGrid, gridFor } from "../shape/chunk-grid.ts";
import { checkSize, type Geometry } from "../shape/geometry.ts";
import { Description } from "./description.ts";
import type { Fixed, SealSettings } from "./seal-raster.ts";

/** What is to be encrypted and need not fit in memory. */
export interface StreamSource {
  readonly geometry: Geometry;
  readonly record: SealedRecord;
  /**
   * The raster's bytes from the top, in pieces of any length, of which each is used before the next is asked
   * for. Called twice.
   */
  readonly pieces: () => AsyncIterable<Uint8Array>;
  /** Called when they were gone through for the first time, before anything is written. */
  readonly onRead?: () => void;
}

export interface StreamSeal {
  readonly source: StreamSource;
  readonly settings: SealSettings;
  readonly target: CarrierTarget;
  readonly fixed?: Pick<Fixed, "boxNonces">;
  readonly keys?: Promise<ImageKeys>;
}

/**
 * Does what `sealRaster` does, with few bands of the raster in memory, and gives the same bytes. A first pass
 * finds the key vector, a second encrypts and finds it again: where the two differ, somebody has written
 * to the input in between, and what was made is refused.
 * @throws NeuroveilError "input" when the source is not the same twice, "limit", "aborted"
 */
export async function sealStream({
  source,
  settings,
  target,
  fixed = {},
  keys = deriveImageKeys(settings),
}: StreamSeal): Promise<void> {
  const { geometry, record } = source;
  const { cipher, protection, signal, onProgress, threads } = settings;
  checkSize(geometry);
  stopIfAborted(signal);
  const { nonce, subkeys, headerMac, metadata } = await keys;
  const native = await nativeKey(subkeys, geometry, cipher.nativeKey.bytes);
  const shape = gridFor(geometry, cipher);
  const grid = chunkGrid(geometry, shape);
  const rows = bandRows(geometry, shape.chunkRows);
  const memory = new BandMemory(geometry, rows, threads);
  let passed = 0;
  /** @param work on a band, before the next one is begun with */
  const goThrough = async (work: (band: Band) => Promise<void>): Promise<void> => {
    for await (const band of ahead(memory.cut(source.pieces()))) {
      stopIfAborted(signal);
      await work(band);
      passed += band.rows;
      onProgress?.(passed / (2 * geometry.height));
    }
  };

  const first = await cipher.inParts!(geometry, native, { signal, threads });
  await goThrough((band) => first.digest(partOf(band, geometry)));
  const keyVector = first.keyVector();
  source.onRead?.();

  const protector = protectors[protection];
  const description = new Description({ raster: geometry, record }, settings, nonce, shape);
  const header = description.header(keyVector);
  const hash = await sha256(header);
  const plainRecord = description.record(keyVector);
  const carrier = new CarrierWriter(
    geometry,
    contentLength({
      mac: macBytes,
      proof: protector.proofBytes(grid.count),
      header: header.length,
      record: sealedLength(plainRecord.length),
      original: undefined,
      residual: undefined,
    }),
    target,
  );
  const sealer = await protector.seal(subkeys, grid, Promise.resolve(hash));
  const seal = async ({ first: top, rows: count, data }: Band): Promise<void> => {
    const band = top / grid.chunkRows;
    const end = Math.ceil((top + count) / grid.chunkRows);
    const queue = new JobQueue();
    for (let index = band * grid.columns; index < end * grid.columns; index++) {
      queue.add(() => sealer.seal(index, grid.chunk(data, index, band)));
    }
    await queue.drain();
    await carrier.writeRows(top, data);
  };

  const second = await cipher.inParts!(geometry, native, { signal, threads });
  // A band is sealed and written while the next one is being encrypted.
  let sealing = Promise.resolve();
  try {
    await goThrough(async (band) => {
      await second.encrypt(partOf(band, geometry), keyVector);
      await sealing;
      sealing = seal(band);
      sealing.catch(() => undefined);
    });
  } finally {
    await sealing;
  }
  stopIfAborted(signal);
  if (!equalBytes(second.keyVector(), keyVector)) throw changedMeanwhile();

  const input = macInput(hash, await hashBeside({}));
  await carrier.finish(
    encodeContent({
      mac: new Uint8Array(await crypto.subtle.sign("HMAC", headerMac, input)),
      proof: await sealer.finish(),
      header,
      record: await sealBox(metadata, hash, plainRecord, fixed.boxNonces?.record),
    }),
  );
}
