import type { Block, Root } from "../../networks/tiles/tile-engine.ts";
import { inLanes } from "../../threads/lanes.ts";
import type { TilePart, TileWork } from "../cipher.ts";
import type { Raster } from "../raster.ts";
import { partBlocks } from "./blocks.ts";
import type { TilePool } from "./tile-pool.ts";

interface Means {
  readonly pool: TilePool;
  readonly root: Root;
  readonly signal: AbortSignal | undefined;
}

/** The work on the tiles of a raster, a part at a time: of the others nothing but the root's state is kept. */
export function partsWork(
  raster: Omit<Raster, "data">,
  key: Uint8Array,
  { pool, root, signal }: Means,
): TileWork {
  /** @param work gives the digests of a block */
  const each = async (
    part: TilePart,
    work: (block: Block) => Promise<Uint16Array>,
  ): Promise<void> => {
    const digests = await inLanes(partBlocks(raster, part), pool.lanes, signal, work);
    for (const found of digests) root.absorb(found);
  };
  return {
    digest: (part) => each(part, async (block) => (await pool.digest(key, block)).digests),
    encrypt: (part, keyVector) =>
      each(part, async (block) => {
        const { digests, features } = await pool.digest(key, block);
        await pool.encrypt(key, block, keyVector, features);
        return digests;
      }),
    decrypt: (part, keyVector) => each(part, (block) => pool.decrypt(key, block, keyVector)),
    keyVector: () => root.keyVector(),
  };
}
