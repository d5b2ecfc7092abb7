import type { Block, Digested } from "../../networks/tiles/tile-engine.ts";

/** The work on blocks, wherever it is done. */
export interface TilePool {
  /** Blocks that are worth giving at once. */
  readonly lanes: number;
  digest(key: Uint8Array, block: Block): Promise<Digested>;
  encrypt(
    key: Uint8Array,
    block: Block,
    keyVector: Uint8Array,
    features: Digested["features"],
  ): Promise<void>;
  decrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Promise<Uint16Array>;
}
