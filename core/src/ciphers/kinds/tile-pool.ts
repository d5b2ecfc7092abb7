import type { Block } from "../../networks/tile-engine.ts";

/** The work on blocks, wherever it is done. */
export interface TilePool {
  /** Blocks that are worth giving at once. */
  readonly lanes: number;
  digest(key: Uint8Array, block: Block): Promise<Uint16Array>;
  encrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Promise<void>;
  decrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Promise<Uint16Array>;
}
