import type { Cipher, Run } from "../ciphers/cipher.ts";
import type { ContentKey } from "../keys/content-key.ts";
import { fromHex } from "../bytes/hex.ts";
import { unshared } from "../bytes/unshared.ts";
import { stopIfAborted } from "../abort.ts";
import type { CarrierTarget } from "./carrier-target.ts";
import { CarrierWriter } from "./carrier-write.ts";
import { contentLength, encodeContent } from "./chunk-content.ts";
import { encryptLossy } from "./encrypt-lossy.ts";
import { sha256 } from "../bytes/sha256.ts";
import { encodeHeader, type Protection } from "./header.ts";
import { deriveImageKeys, type ImageKeys } from "./image-keys.ts";
import { ProgressiveSeal } from "./progressive-seal.ts";
import { protectors } from "./protectors.ts";
import { encodeRecord } from "./record.ts";
import type { Deflate } from "./residual.ts";
import { chunkRowsFor, rowChunks } from "./row-chunks.ts";
import { sealBox, sealedLength } from "./sealed-box.ts";
import type { Source } from "./source.ts";

/** How something is encrypted. */
export interface SealSettings extends Pick<Run, "signal" | "onProgress" | "threads"> {
  readonly contentKey: ContentKey;
  readonly cipher: Cipher;
  readonly protection: Protection;
  /** 16 bytes; random when not given. */
  readonly nonce?: Uint8Array | undefined;
  /** With a lossy cipher: leave out what it loses, so that decrypting gives an approximation. */
  readonly lossy?: boolean | undefined;
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

/**
 * Encrypts a source into a carrier PNG. The raster's memory is worked on in place; chunks whose rows
 * are final are sealed into the target while the cipher works on others.
 *
 * @param keys derived from the same settings, where the caller had time for it before
 */
export async function sealRaster(
  source: Source,
  settings: SealSettings,
  target: CarrierTarget,
  fixed: Fixed = {},
  keys: Promise<ImageKeys> = deriveImageKeys(settings),
): Promise<void> {
  const { raster, record } = source;
  const { contentKey, cipher, protection, signal, onProgress, threads } = settings;
  stopIfAborted(signal);
  const protector = protectors[protection];
  const { nonce, subkeys, native, headerMac, metadata } = await keys;
  const recordNonce = fixed.recordNonce ?? crypto.getRandomValues(new Uint8Array(12));
  const { data: _, ...geometry } = raster;
  const chunks = rowChunks(raster, fixed.chunkRows ?? chunkRowsFor(raster, cipher.tileRows));

  const header = (keyVector: Uint8Array): Uint8Array<ArrayBuffer> =>
    unshared(
      encodeHeader({
        version: 1,
        cipher: cipher.id,
        weights: cipher.weights ? fromHex(cipher.weights, 32, "SHA-256 of weights") : undefined,
        protection,
        payload: record.payload,
        nonce,
        ...geometry,
        chunkRows: chunks.rows,
        residual: cipher.lossless ? undefined : settings.lossy !== true,
        wrapped: contentKey.wrapped,
        keyVector: protector.keyVectorInHeader ? present(keyVector) : undefined,
      }),
    );
  const plainRecord = (keyVector: Uint8Array): Uint8Array =>
    encodeRecord(
      { ...record, keyVector: protector.keyVectorInHeader ? undefined : present(keyVector) },
      { ...geometry, protection, payload: record.payload },
    );

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
      header: header(noKeyVector).length,
      record: sealedLength(plainRecord(noKeyVector).length),
      proof: protector.proofBytes(chunks.count),
      residual: residual && sealedLength(residual.length),
    }),
    target,
  );

  // Complete now when the key vector is not in the header, when it is: after encrypting.
  let completeHeader!: (keyVector: Uint8Array) => void;
  const completed = new Promise<Uint8Array>((resolve) => (completeHeader = resolve));
  const proven = completed.then(async (keyVector) => proveHeader(header(keyVector), headerMac));
  if (!protector.keyVectorInHeader) completeHeader(noKeyVector);

  // Not waited for: no row is final before the cipher has been at work for a while.
  const headerHash = proven.then(({ hash }) => hash);
  const sealer = protector.seal(subkeys, chunks, headerHash);
  for (const promise of [proven, headerHash, sealer]) promise.catch(() => undefined);
  const progressive = new ProgressiveSeal(raster, chunks, sealer, carrier);
  // A lossy cipher has no key vector, and has encrypted above.
  const keyVector = cipher.lossless
    ? await cipher.encrypt(raster, native, {
        ...run,
        onRows: (first, end) => progressive.rowsDone(first, end),
      })
    : noKeyVector;
  await progressive.finish();
  stopIfAborted(signal);

  completeHeader(keyVector);
  const { bytes, hash, mac } = await proven;
  const residualNonce = fixed.residualNonce ?? crypto.getRandomValues(new Uint8Array(12));
  await carrier.finish(
    encodeContent({
      header: bytes,
      headerMac: mac,
      recordNonce,
      record: await sealBox(metadata, recordNonce, hash, plainRecord(keyVector)),
      proof: await (await sealer).finish(),
      residual: residual && {
        nonce: residualNonce,
        sealed: await sealBox(await subkeys.gcm("residual"), residualNonce, hash, residual),
      },
    }),
  );
}

/** A header with its hash and its MAC. */
async function proveHeader(
  bytes: Uint8Array<ArrayBuffer>,
  key: CryptoKey,
): Promise<{ bytes: Uint8Array; hash: Uint8Array; mac: Uint8Array }> {
  const [hash, mac] = await Promise.all([sha256(bytes), crypto.subtle.sign("HMAC", key, bytes)]);
  return { bytes, hash, mac: new Uint8Array(mac) };
}

/** A cipher without a key vector writes none. */
function present(keyVector: Uint8Array): Uint8Array | undefined {
  return keyVector.length === 0 ? undefined : keyVector;
}
