import type { Queue } from "bullmq";

/**
 * Whether somebody had a queue hand out nothing, or less than workers would take: paused it, or gave it a
 * limit of its own. Nobody here does.
 */
export async function isHeld(queue: Queue): Promise<boolean> {
  const [paused, concurrency, rate] = await Promise.all([
    queue.isPaused(),
    queue.getGlobalConcurrency(),
    queue.getGlobalRateLimit(),
  ]);
  return paused || concurrency !== null || rate !== null;
}

/** Has it go on. */
export async function release(queue: Queue): Promise<void> {
  if (await queue.isPaused()) await queue.resume();
  await queue.removeGlobalConcurrency();
  await queue.removeGlobalRateLimit();
}
