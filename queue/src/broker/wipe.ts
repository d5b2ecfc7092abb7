import type { QueueAddress } from "./address.ts";
import { connect } from "./connect.ts";

/** Where BullMQ keeps what belongs to a queue. */
const prefix = "bull";

/** Keys that are looked at, and taken away, at a time. */
const step = 1000;

/**
 * Takes away all that there is of a queue, whatever somebody has made of it: BullMQ's own way wants it to
 * be as BullMQ left it.
 * @throws {NeuroveilError} "input" when the server is not there
 */
export async function wipe(address: QueueAddress, name: string): Promise<void> {
  if (address.kind === "postgres") {
    const broker = await connect(address, name);
    try {
      await broker.queue.obliterate({ force: true });
      await broker.queue.resume();
    } finally {
      await broker.close();
    }
    return;
  }
  // Only to see that it is there: of this name there is nothing.
  await (await connect(address, `${name}-none`)).close();
  const { Redis } = await import("ioredis");
  const redis = new Redis(address.connection);
  try {
    let cursor = "0";
    do {
      const [next, keys] = await redis.scan(cursor, "MATCH", `${prefix}:${name}:*`, "COUNT", step);
      if (keys.length > 0) await redis.unlink(...keys);
      cursor = next;
    } while (cursor !== "0");
  } finally {
    redis.disconnect();
  }
}
