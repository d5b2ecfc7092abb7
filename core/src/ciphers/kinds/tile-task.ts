import type { Block, Digested } from "../../networks/tiles/tile-engine.ts";
import { task, type Task } from "../../threads/task.ts";

/** A block of tiles for a cipher's engine; `block.data` is shared, or a copy that comes back. */
export interface TileInput {
  readonly cipher: string;
  readonly work: "digest" | "encrypt" | "decrypt";
  readonly key: Uint8Array;
  readonly block: Block;
  readonly keyVector?: Uint8Array | undefined;
  /** To encrypt: what the first pass gave. */
  readonly features?: Digested["features"];
}

export interface TileOutput extends Partial<Digested> {
  /** The block's data, where it was a copy. */
  readonly data?: Uint8Array | undefined;
}

export const tileTask: Task<TileInput, TileOutput> = task("tiles");
