import { availableThreads } from "#threads";
import type { TileEngine } from "../networks/tile-engine.ts";
import { threadPool } from "./thread-pool.ts";
import type { TilePool } from "./tile-pool.ts";
import { startWorkers } from "./workers.ts";

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

/** Milliseconds after which the calling thread lets other events through. */
const yieldAfter = 30;

function localPool(engine: TileEngine): TilePool {
  let last = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - last < yieldAfter) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    last = performance.now();
  };
  return {
    lanes: 1,
    async digest(key, block) {
      await breathe();
      return engine.digest(key, block);
    },
    async encrypt(key, block, keyVector) {
      await breathe();
      engine.encrypt(key, block, keyVector);
    },
    async decrypt(key, block, keyVector) {
      await breathe();
      return engine.decrypt(key, block, keyVector);
    },
  };
}
