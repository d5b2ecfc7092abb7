import { availableThreads } from "#threads";
import type { TileEngine } from "../../networks/tiles/tile-engine.ts";
import { threadPool } from "./thread-pool.ts";
import type { TilePool } from "./tile-pool.ts";
import { pause } from "../../turns.ts";
import { startWorkers } from "../../threads/workers.ts";

/**
 * A pool for one cipher: worker threads when there are several and they can be started (a page's
 * policy may forbid it), else the calling thread.
 * @param threads upper bound; default: as many as the machine has
 */
export async function openPool(
  cipher: string,
  engine: () => Promise<TileEngine>,
  threads: number = availableThreads(),
): Promise<TilePool> {
  const count = Math.min(threads, availableThreads());
  const workers = count > 1 ? await startWorkers(count) : 0;
  return workers > 1 ? threadPool(cipher, Math.min(count, workers)) : localPool(await engine());
}

function localPool(engine: TileEngine): TilePool {
  return {
    lanes: 1,
    async digest(key, block) {
      await pause();
      return engine.digest(key, block);
    },
    async encrypt(key, block, keyVector, features) {
      await pause();
      engine.encrypt(key, block, keyVector, features);
    },
    async decrypt(key, block, keyVector) {
      await pause();
      return engine.decrypt(key, block, keyVector);
    },
  };
}
