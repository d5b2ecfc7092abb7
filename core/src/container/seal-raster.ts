import { stopIfAborted } from "../abort.ts";
import { sha256 } from "../bytes/sha256.ts";
import type { Cipher, Run } from "../ciphers/cipher.ts";
import type { ContentKey } from "../keys/content-key.ts";
import type { CarrierTarget } from "./carrier-target.ts";
import { CarrierWriter } from "./carrier-write.ts";
import { contentLength, encodeContent } from "./chunk-content.ts";
import { Description } from "./description.ts";
import { encryptLossy } from "./encrypt-lossy.ts";
import type { Encryption } from "./encryption.ts";
import type { Protection } from "./header.ts";
import { deriveImageKeys, type ImageKeys } from "./image-keys.ts";
import { ProgressiveSeal } from "./progressive-seal.ts";
import { protectors } from "./protectors.ts";
import type { Deflate } from "./residual.ts";
import { chunkRowsFor, rowChunks } from "./row-chunks.ts";
import { sealBox, sealedLength } from "./sealed-box.ts";
import type { Source } from "./source.ts";

/** How something is encrypted: what was chosen, with cipher and key themselves. */
export interface SealSettings
  extends Pick<Encryption, "nonce" | "lossy">, Pick<Run, "signal" | "onProgress" | "threads"> {
  readonly contentKey: ContentKey;
  readonly cipher: Cipher;
  readonly protection: Protection;
}

/** What is random or chosen by the writer, for test vectors. */
export interface Fixed {
  /** 12 bytes. */
  readonly recordNonce?: Uint8Array;
  /** 12 bytes. */
  readonly residualNonce?: Uint8Array;
  /** What compresses a residual: zlib's result depends on its version and on the processor. */
  readonly deflate?: Deflate;
  readonly chunkRows?: number;
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
export async function sealRaster({
  source,
  settings,
  target,
  fixed = {},
  keys = deriveImageKeys(settings),
}: RasterSeal): Promise<void> {
  const { raster } = source;
  const { cipher, protection, signal, onProgress, threads } = settings;
  stopIfAborted(signal);
  const protector = protectors[protection];
  const { nonce, subkeys, native, headerMac, metadata } = await keys;
  const chunks = rowChunks(raster, fixed.chunkRows ?? chunkRowsFor(raster, cipher.tileRows));
  const description = new Description(source, settings, nonce, chunks.rows);
  const run = { signal, onProgress, threads };
  const residual = cipher.lossless
    ? undefined
    : await encryptLossy(cipher, raster, native, {
        ...run,
        lossy: settings.lossy === true,
        deflate: fixed.deflate,
      });

  // The file's size is known before the key vector is: every key vector of a cipher has one length.
  const noKeyVector = new Uint8Array(cipher.keyVectorBytes);
  const carrier = new CarrierWriter(
    raster,
    contentLength({
      header: description.header(noKeyVector).length,
      record: sealedLength(description.record(noKeyVector).length),
      proof: protector.proofBytes(chunks.count),
      residual: residual && sealedLength(residual.length),
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
    async (keyVector) => proveHeader(description.header(keyVector), headerMac),
  );
  const headerHash = header.then(({ hash }) => hash);
  // Not waited for: no row is final before the cipher has been at work for a while.
  const sealer = protector.seal(subkeys, chunks, headerHash);
  for (const promise of [header, headerHash, sealer]) promise.catch(() => undefined);
  const progressive = new ProgressiveSeal(raster, chunks, sealer, carrier);
  const keyVector = await encrypting;
  await progressive.finish();
  stopIfAborted(signal);

  const { bytes, hash, mac } = await header;
  const recordNonce = fixed.recordNonce ?? crypto.getRandomValues(new Uint8Array(12));
  const residualNonce = fixed.residualNonce ?? crypto.getRandomValues(new Uint8Array(12));
  await carrier.finish(
    encodeContent({
      header: bytes,
      headerMac: mac,
      recordNonce,
      record: await sealBox(metadata, recordNonce, hash, description.record(keyVector)),
      proof: await (await sealer).finish(),
      residual: residual && {
        nonce: residualNonce,
        sealed: await sealBox(await subkeys.gcm("residual"), residualNonce, hash, residual),
      },
    }),
  );
}

/** Begins work when the caller has prepared what it uses. */
async function inNextTurn<T>(work: () => Promise<T>): Promise<T> {
  await Promise.resolve();
  return await work();
}

/** A header with its hash and its MAC. */
async function proveHeader(
  bytes: Uint8Array<ArrayBuffer>,
  key: CryptoKey,
): Promise<{ bytes: Uint8Array; hash: Uint8Array; mac: Uint8Array }> {
  const [hash, mac] = await Promise.all([sha256(bytes), crypto.subtle.sign("HMAC", key, bytes)]);
  return { bytes, hash, mac: new Uint8Array(mac) };
}
