import { NeuroveilError } from "../../errors.ts";
import { sha256 } from "../../bytes/sha256.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import type { ChunkContent, RegionSlot } from "../header/chunk-content.ts";
import { decodeHeader, type Header } from "../header/header.ts";
import { unlock, wrongKey, type Unlocked } from "../header/unlock.ts";
import { regionContentKey } from "./region-key.ts";
import { decodeRegionHeader } from "./header.ts";
import { unlockRegion, type UnlockedRegion } from "./slot.ts";

/** What a key ring opens of an image with regions. */
export interface UnlockedRegions {
  readonly header: Header;
  /** SHA-256 of the header's bytes. */
  readonly headerHash: Uint8Array;
  /** Where it is a key of the image, which opens everything. */
  readonly image?: Unlocked;
  /** The regions that it opens, by their places. */
  readonly regions: ReadonlyMap<number, UnlockedRegion>;
}

/**
 * Checks the MACs of what a key ring has keys of: of the image and of all regions, or else of regions for
 * their own readers.
 * @throws NeuroveilError "key" when no key fits, "tampered" when what it fits was changed, "broken"
 */
export async function unlockRegions(
  content: ChunkContent,
  keys: KeyRing,
  signal?: AbortSignal,
): Promise<UnlockedRegions> {
  const header = decodeHeader(content.header);
  const headerHash = await sha256(content.header);
  const slots = content.regions ?? [];
  const place = { image: headerHash, cipher: header.cipher };
  const regions = new Map<number, UnlockedRegion>();
  let image: Unlocked | undefined;
  let refused: unknown;
  try {
    image = await unlock(content, keys, false, signal);
  } catch (error) {
    if (!(error instanceof NeuroveilError) || error.code !== "key") throw error;
    refused = error;
  }
  for (const [index, slot] of slots.entries()) {
    const key =
      image === undefined
        ? await ownKey(slot, keys, signal)
        : await regionContentKey(image.subkeys, index);
    const region = key && (await unlockRegion(slot, key, { ...place, index }));
    if (region !== undefined) regions.set(index, region);
    // A key that was unwrapped, or derived, is the right one.
    else if (key !== undefined && (image !== undefined || keys.kind !== "key")) {
      throw wrongKey({ kind: "identities" }, `region ${index + 1}`);
    }
  }
  if (image === undefined && regions.size === 0) throw refused;
  return { header, headerHash, ...(image && { image }), regions };
}

/** The keys that own readers of regions have, and as what they stand there. */
export async function unwrapRegions(
  slots: readonly RegionSlot[],
  keys: KeyRing,
  signal?: AbortSignal,
): Promise<{ readonly wrapped: Uint8Array | undefined; readonly key: Uint8Array }[]> {
  const found: { wrapped: Uint8Array | undefined; key: Uint8Array }[] = [];
  for (const slot of slots) {
    const key = await ownKey(slot, keys, signal);
    if (key !== undefined) found.push({ wrapped: decodeRegionHeader(slot.header).wrapped, key });
  }
  return found;
}

/** The key that a region's own reader has; undefined for who is none. */
async function ownKey(
  { header }: RegionSlot,
  keys: KeyRing,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  const { wrapped } = decodeRegionHeader(header);
  // Regions are wrapped for recipients alone.
  if (keys.kind === "passphrase" || (wrapped === undefined && keys.kind !== "key"))
    return undefined;
  try {
    return await keys.unwrap(wrapped, signal);
  } catch (error) {
    if (error instanceof NeuroveilError && error.code === "key") return undefined;
    throw error;
  }
}
