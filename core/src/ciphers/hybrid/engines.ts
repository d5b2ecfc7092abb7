import type { TileEngine } from "../../networks/tiles/tile-engine.ts";
import { createCnnOnlyEngine } from "./cnn-only-engine.ts";
import { createHybridEngine } from "./hybrid-engine.ts";
import { createCnnOnlyFirstEngine, createHybridFirstEngine } from "./hybrid-first-engine.ts";

/** Makes a tile engine, with features or (for `keystream`) without. */
export type EngineFactory = (frozenFeatures?: boolean) => Promise<TileEngine>;

/** Tile engines by cipher id, for worker threads: no pool, no registry. */
export const engines: Readonly<Record<string, EngineFactory>> = {
  hybrid: createHybridEngine,
  "cnn-only": createCnnOnlyEngine,
  "hybrid-first": createHybridFirstEngine,
  "cnn-only-first": createCnnOnlyFirstEngine,
};
