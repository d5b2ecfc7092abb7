import { importGcmKey } from "#gcm";
import type { Rectangle } from "../../bytes/rectangle.ts";
import { changed } from "./changed.ts";
import type { GcmKey } from "../../gcm/gcm.ts";
import type { Chunks, Protector } from "./protector.ts";

const tagBytes = 16;

/**
 * AES-256-GCM over every chunk under one key. The nonce is a counter and a final flag, as in STREAM
 * (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015) and age: chunks cannot be swapped, repeated or
 * left out. The tags are the proof, so that the carrier keeps the image's size.
 */
export const sealed: Protector = {
  keyVectorInHeader: false,

  proofBytes: (chunks) => tagBytes * chunks,

  async seal(subkeys, grid, headerHash) {
    const key = await importGcmKey(await subkeys.bytes("seal", 32));
    const additionalData = await headerHash;
    const tags = new Uint8Array(tagBytes * grid.count);
    return {
      async seal(index, chunk) {
        const tag = await key.seal(chunkNonce(index, grid), additionalData, chunk);
        tags.set(tag, tagBytes * index);
      },
      finish: () => Promise.resolve(tags),
    };
  },

  async open(subkeys, grid, headerHash, proof) {
    const key = await importGcmKey(await subkeys.bytes("seal", 32));
    return {
      open: (index, chunk) => openChunk(key, { index, grid, headerHash, proof, chunk }),
      finish: () => Promise.resolve(),
    };
  },
};

interface SealedChunk {
  readonly index: number;
  readonly grid: Chunks;
  readonly headerHash: Uint8Array;
  /** The tags of all chunks. */
  readonly proof: Uint8Array;
  readonly chunk: Rectangle;
}

/**
 * Opens one chunk in place, by its own tag.
 * @throws NeuroveilError "tampered"
 */
export async function openChunk(
  key: GcmKey,
  { index, grid, headerHash, proof, chunk }: SealedChunk,
): Promise<void> {
  const tag = proof.subarray(tagBytes * index, tagBytes * (index + 1));
  if (await key.open(chunkNonce(index, grid), headerHash, chunk, tag)) return;
  throw changed();
}

/** The nonce of a chunk: its number, and whether it is the last. */
function chunkNonce(index: number, { count }: Chunks): Uint8Array {
  const iv = new Uint8Array(12);
  const view = new DataView(iv.buffer);
  view.setBigUint64(3, BigInt(index));
  view.setUint8(11, index === count - 1 ? 1 : 0);
  return iv;
}
