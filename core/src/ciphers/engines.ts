import type { TileEngine } from "../networks/tile-engine.ts";
import { createCnnOnlyEngine } from "./cnn-only-engine.ts";
import { createHybridEngine } from "./hybrid-engine.ts";

/** Tile engines by cipher id, for worker threads: no pool, no registry. */
export const engines: Readonly<Record<string, () => Promise<TileEngine>>> = {
  hybrid: createHybridEngine,
  "cnn-only": createCnnOnlyEngine,
};
