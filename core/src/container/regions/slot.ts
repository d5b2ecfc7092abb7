import { equalBytes } from "../../bytes/constant-time.ts";
import { sha256 } from "../../bytes/sha256.ts";
import { unshared } from "../../bytes/unshared.ts";
import type { Cipher, Run } from "../../ciphers/cipher.ts";
import { NeuroveilError } from "../../errors.ts";
import type { ContentKey } from "../../keys/content-key.ts";
import { deriveSubkeys, type Subkeys } from "../../keys/subkeys.ts";
import type { RegionSlot } from "../header/chunk-content.ts";
import type { ChunkGrid } from "../shape/chunk-grid.ts";
import { Fields } from "../cbor/fields.ts";
import { formatVersion, type Header } from "../header/header.ts";
import { openChunks } from "../protection/open-chunks.ts";
import { sealed } from "../protection/sealed.ts";
import { openBox, pad, sealBox, unpad } from "../box/sealed-box.ts";
import { decodeCbor, encodeCbor } from "../cbor/strict-cbor.ts";
import { decryptPixels, encryptPixels, rasterCount } from "./cipher-pixels.ts";
import { hashChunks } from "./hash-chunks.ts";
import { decodeRegionHeader, type RegionHeader } from "./header.ts";

/** Which region of which image. */
interface Place {
  readonly index: number;
  /** SHA-256 of the image's header. */
  readonly image: Uint8Array;
  readonly header: Pick<Header, "channels" | "bytesPerSample">;
  readonly cipher: Cipher;
}

/** Fixed for test vectors: 16 and 12 bytes. */
export interface RegionNonces {
  readonly slot: Uint8Array;
  readonly box: Uint8Array;
}

/** A region whose MAC was checked. */
export interface UnlockedRegion {
  readonly index: number;
  /** SHA-256 of the region's header. */
  readonly hash: Uint8Array;
  readonly subkeys: Subkeys;
}

const recordBounds = { bytes: 1 << 16, items: 16 };
const chunkBytes = 1 << 20;

/** The pixels of a region in chunks of a mebibyte. */
export function regionChunks(bytes: number): Pick<ChunkGrid, "count" | "longest" | "chunk"> {
  return {
    count: Math.ceil(bytes / chunkBytes),
    longest: Math.min(bytes, chunkBytes),
    chunk(data, index) {
      const part = data.subarray(index * chunkBytes, (index + 1) * chunkBytes);
      return { bytes: part, width: part.length, pitch: part.length };
    },
  };
}

/** Encrypts and seals a region's pixels, in place. */
export async function sealRegion(
  pixels: Uint8Array,
  { index, image, header: pixel, cipher }: Place,
  { bytes: key, wrapped }: ContentKey,
  run: Run,
  nonces?: RegionNonces,
): Promise<RegionSlot> {
  const nonce = nonces?.slot ?? crypto.getRandomValues(new Uint8Array(16));
  const fields: RegionHeader = { version: formatVersion, image, index, nonce, wrapped };
  const header = encodeCbor(fields);
  const [hash, subkeys] = await Promise.all([
    sha256(header),
    deriveSubkeys(key, nonce, { region: cipher.id }),
  ]);
  const mac = await crypto.subtle.sign("HMAC", await subkeys.mac("header-mac"), unshared(hash));
  const vectors = await encryptPixels(cipher, subkeys, pixels, pixel, run);
  const record = cipher.keyVectorBytes === 0 ? {} : { keyVectors: vectors };
  const grid = regionChunks(pixels.length);
  const sealer = await sealed.seal(subkeys, grid, Promise.resolve(hash));
  for (let i = 0; i < grid.count; i++) await sealer.seal(i, grid.chunk(pixels, i));
  return {
    mac: new Uint8Array(mac),
    proof: await sealer.finish(),
    header,
    pixels: await hashChunks(grid, pixels),
    record: await sealBox(
      await subkeys.gcm("metadata"),
      hash,
      pad(encodeCbor(record)),
      nonces?.box,
    ),
  };
}

/**
 * Checks a region's MAC.
 * @param place in the file
 * @returns undefined where the key is another
 * @throws NeuroveilError "tampered" for a region, rightly sealed, of another image or another place
 */
export async function unlockRegion(
  slot: RegionSlot,
  contentKey: Uint8Array,
  { index, image, cipher }: Pick<Place, "index" | "image"> & { readonly cipher: string },
): Promise<UnlockedRegion | undefined> {
  const header = decodeRegionHeader(slot.header);
  const subkeys = await deriveSubkeys(contentKey, header.nonce, { region: cipher });
  const hash = await sha256(slot.header);
  const key = await subkeys.mac("header-mac");
  if (!(await crypto.subtle.verify("HMAC", key, unshared(slot.mac), unshared(hash)))) {
    return undefined;
  }
  if (header.index !== index || !equalBytes(header.image, image)) {
    throw new NeuroveilError("tampered", {
      expected: `region ${index + 1} of this image`,
      got: "another one",
      todo: "get the file again from its sender",
    });
  }
  return { index, hash, subkeys };
}

/**
 * Whether a region's pixels are those that were sealed, bit for bit. Tags do not tell it of somebody who
 * knows the region's key: he finds other pixels with the same tags, and others with the same key vector.
 */
export async function isAsSealed(pixels: Uint8Array, slot: RegionSlot): Promise<boolean> {
  return equalBytes(await hashChunks(regionChunks(pixels.length), pixels), slot.pixels);
}

/**
 * Opens a region's pixels, in place.
 * @returns whether they decrypt to what was sealed
 * @throws NeuroveilError "tampered" when a tag does not match, "broken" when what is authentic is malformed
 */
export async function openRegion(
  pixels: Uint8Array,
  { hash, subkeys }: UnlockedRegion,
  { proof, record }: RegionSlot,
  { header: pixel, cipher }: Pick<Place, "header" | "cipher">,
  run: Run,
): Promise<boolean> {
  const grid = regionChunks(pixels.length);
  const proofBytes = sealed.proofBytes(grid.count);
  if (proof.length !== proofBytes) {
    throw new NeuroveilError("broken", {
      expected: `a region's proof of ${proofBytes} bytes`,
      got: proof.length,
    });
  }
  await openChunks(await sealed.open(subkeys, grid, hash, proof), grid, pixels);
  const plain = await openBox(await subkeys.gcm("metadata"), hash, record, "region");
  const vectors = readVectors(plain, rasterCount(pixels.length, pixel), cipher);
  return await decryptPixels(cipher, subkeys, pixels, pixel, vectors, run);
}

function readVectors(plain: Uint8Array, rasters: number, { keyVectorBytes }: Cipher): Uint8Array[] {
  const what = "a region's record";
  const fields = new Fields(decodeCbor(unpad(plain, "region"), what, recordBounds), what);
  const vectors =
    keyVectorBytes === 0
      ? Array.from({ length: rasters }, () => new Uint8Array(0))
      : fields.byteStrings("keyVectors", rasters, keyVectorBytes);
  fields.end();
  if (vectors.length === rasters && vectors.every(({ length }) => length === keyVectorBytes)) {
    return vectors;
  }
  throw new NeuroveilError("broken", {
    expected: `${rasters} key vectors of ${keyVectorBytes} bytes in a region`,
    got: `${vectors.length}, or others`,
  });
}
