import { nativeKey } from "../../keys/native-key.ts";
import { stopIfAborted } from "../../abort.ts";
import { sha256 } from "../../bytes/sha256.ts";
import type { Cipher, Run } from "../../ciphers/cipher.ts";
import type { ContentKey } from "../../keys/content-key.ts";
import type { CarrierTarget } from "../carrier/target.ts";
import { CarrierWriter } from "../carrier/write.ts";
import { contentLength, encodeContent, hashBeside, macBytes } from "../header/chunk-content.ts";
import { chunkGrid, gridFor, type ChunkShape } from "../shape/chunk-grid.ts";
import { Description } from "./description.ts";
import type { Encryption } from "./encryption.ts";
import type { Protection } from "../header/header.ts";
import { deriveImageKeys, type ImageKeys } from "../header/image-keys.ts";
import { previewLengths, sealPreview, type PreviewNonces } from "../preview/preview.ts";
import { ProgressiveSeal } from "./progressive-seal.ts";
import { protectors } from "../protection/protectors.ts";
import type { RegionNonces } from "../regions/slot.ts";
import type { encryptLossy } from "../residual/encrypt-lossy.ts";
import type { Deflate } from "../residual/residual.ts";
import { pad, paddedLength, sealBox, sealedLength } from "../box/sealed-box.ts";
import type { Source } from "./source.ts";
import { macInput } from "../header/unlock.ts";

/** How something is encrypted: what was chosen, with cipher and key themselves. */
export interface SealSettings
  extends Pick<Encryption, "nonce" | "lossy">, Pick<Run, "signal" | "onProgress" | "threads"> {
  readonly contentKey: ContentKey;
  /** That of the preview, where the source has one. */
  readonly previewKey?: ContentKey | undefined;
  readonly cipher: Cipher;
  readonly protection: Protection;
}

/** What is random or chosen by the writer, for test vectors. */
export interface Fixed {
  /** 12 bytes each. */
  readonly boxNonces?: {
    readonly record: Uint8Array;
    readonly residual: Uint8Array;
    readonly original: Uint8Array;
  };
  readonly previewNonces?: PreviewNonces;
  /** Of each region, and its key as it is wrapped for its own readers. */
  readonly regions?:
    | readonly (RegionNonces & { readonly wrapped?: Uint8Array | undefined })[]
    | undefined;
  /** What compresses a residual: zlib's result depends on its version and on the processor. */
  readonly deflate?: Deflate;
  readonly chunks?: Partial<ChunkShape>;
}

/** What is encrypted, how, and where to. */
export interface RasterSeal {
  /** Its raster's memory is worked on in place. */
  readonly source: Source;
  readonly settings: SealSettings;
  readonly target: CarrierTarget;
  readonly fixed?: Fixed;
  /** Derived from the same settings, where the caller had time for it before. */
  readonly keys?: Promise<ImageKeys>;
}

/**
 * Encrypts a source into a carrier PNG: chunks whose rows are final are sealed into the target while the
 * cipher works on others.
 */
export async function sealRaster(seal: RasterSeal): Promise<void> {
  const { regions } = seal.source;
  if (regions === undefined) return await sealWhole(seal);
  const { sealRegions } = await import("./seal-regions.ts");
  await sealRegions(seal, regions);
}

async function sealWhole({
  source,
  settings,
  target,
  fixed = {},
  keys = deriveImageKeys(settings),
}: RasterSeal): Promise<void> {
  const { raster, original, preview } = source;
  const { cipher, protection, signal, onProgress, threads } = settings;
  stopIfAborted(signal);
  const protector = protectors[protection];
  const { nonce, subkeys, headerMac, metadata } = await keys;
  const native = await nativeKey(subkeys, raster, cipher.nativeKey.bytes);
  const shape = { ...gridFor(raster, cipher), ...fixed.chunks };
  const grid = chunkGrid(raster, shape);
  const description = new Description(source, settings, nonce, shape);
  const run = { signal, onProgress, threads };
  const residual = cipher.lossless
    ? undefined
    : await encryptLossily(cipher, raster, native, {
        ...run,
        lossy: settings.lossy === true,
        deflate: fixed.deflate,
      });

  // The file's size is known before the key vector is: every key vector of a cipher has one length.
  const noKeyVector = new Uint8Array(cipher.keyVectorBytes);
  const carrier = new CarrierWriter(
    raster,
    contentLength({
      mac: macBytes,
      proof: protector.proofBytes(grid.count),
      header: description.header(noKeyVector).length,
      record: sealedLength(description.record(noKeyVector).length),
      original: original && sealedLength(paddedLength(original.length)),
      residual: residual && sealedLength(residual.length),
      preview: preview && previewLengths(preview, settings.previewKey!),
    }),
    target,
  );

  const encrypting = inNextTurn(async () =>
    // A lossy cipher has no key vector, and has encrypted above.
    cipher.lossless
      ? await cipher.encrypt(raster, native, {
          ...run,
          onRows: (first, end) => progressive.rowsDone(first, end),
        })
      : noKeyVector,
  );
  // Complete at once, unless the key vector stands in it.
  const header = (protector.keyVectorInHeader ? encrypting : Promise.resolve(noKeyVector)).then(
    (keyVector) => description.header(keyVector),
  );
  const headerHash = header.then(sha256);
  // Not waited for: no row is final before the cipher has been at work for a while.
  const sealer = protector.seal(subkeys, grid, headerHash);
  for (const promise of [header, headerHash, sealer]) promise.catch(() => undefined);
  const progressive = new ProgressiveSeal(raster, grid, sealer, carrier);
  const keyVector = await encrypting;
  await progressive.finish();
  stopIfAborted(signal);

  const hash = await headerHash;
  const { boxNonces, previewNonces } = fixed;
  const beside = {
    preview: preview && (await sealPreview(preview, settings.previewKey!, hash, previewNonces)),
  };
  const input = macInput(hash, await hashBeside(beside));
  await carrier.finish(
    encodeContent({
      mac: new Uint8Array(await crypto.subtle.sign("HMAC", headerMac, input)),
      proof: await (await sealer).finish(),
      header: await header,
      record: await sealBox(metadata, hash, description.record(keyVector), boxNonces?.record),
      original:
        original &&
        (await sealBox(await subkeys.gcm("original"), hash, pad(original), boxNonces?.original)),
      residual:
        residual &&
        (await sealBox(await subkeys.gcm("residual"), hash, residual, boxNonces?.residual)),
      ...beside,
    }),
  );
}

/** Begins work when the caller has prepared what it uses. */
async function inNextTurn<T>(work: () => Promise<T>): Promise<T> {
  await Promise.resolve();
  return await work();
}

/** Few ciphers are lossy: a page fetches this when it meets one. */
const encryptLossily: typeof encryptLossy = async (...args) =>
  (await import("../residual/encrypt-lossy.ts")).encryptLossy(...args);
