import { changed } from "./changed.ts";
import { piecesOf } from "../../bytes/rectangle.ts";
import { unshared } from "../../bytes/unshared.ts";
import { ChunkCopies } from "./chunk-copies.ts";
import { sha256 } from "../../bytes/sha256.ts";
import type { Protector } from "./protector.ts";

const hashBytes = 32;
const macBytes = 32;

/**
 * HMAC-SHA-256 over the header's hash and the hashes of all chunks; the header tells how many chunks
 * there are. The network alone encrypts.
 */
export const authenticated: Protector = {
  keyVectorInHeader: true,

  proofBytes: () => macBytes,

  async seal(subkeys, grid, headerHash) {
    const key = await subkeys.mac("image-mac");
    const hashes = new Uint8Array(hashBytes * (1 + grid.count));
    const copies = new ChunkCopies(grid.longest);
    return {
      async seal(index, chunk) {
        hashes.set(await copies.lend(piecesOf(chunk), sha256), hashBytes * (1 + index));
      },
      async finish() {
        hashes.set(await headerHash);
        return new Uint8Array(await crypto.subtle.sign("HMAC", key, hashes));
      },
    };
  },

  async open(subkeys, grid, headerHash, proof) {
    const key = await subkeys.mac("image-mac");
    const hashes = new Uint8Array(hashBytes * (1 + grid.count));
    const copies = new ChunkCopies(grid.longest);
    hashes.set(headerHash);
    return {
      async open(index, chunk) {
        hashes.set(await copies.lend(piecesOf(chunk), sha256), hashBytes * (1 + index));
      },
      async finish() {
        if (await crypto.subtle.verify("HMAC", key, unshared(proof), hashes)) return;
        throw changed();
      },
    };
  },
};
