import type { Producer, QueueKeys, Root } from "@neuroveil/queue";
import { NeuroveilError } from "neuroveil/errors";
import { say } from "../terminal/streams.ts";
import { readQueue, type QueueFlags } from "./queue-options.ts";

/** Flags of a call that hands its files to workers. */
export interface ProducerFlags extends QueueFlags {
  readonly root?: string;
}

/** Files that are worked on, or wait, at the same time; what waits in the queue is bounded by itself. */
export const producerWidth = 512;

export interface Producing {
  readonly producer: Producer;
  readonly root: Root;
  readonly keys: QueueKeys;
}

/** @throws {NeuroveilError} when the queue is not there, or the flags do not fit */
export async function openProducer(flags: ProducerFlags): Promise<Producing> {
  const { address, keys } = await readQueue(flags);
  const { openRoot, Producer } = await import("@neuroveil/queue");
  const root = await openRoot(flags.root ?? ".");
  const producer = await Producer.open(address, { keys, root, onState: say });
  return { producer, root, keys };
}

/**
 * Refuses flags that cannot go with `--queue`.
 * @param refused the flags that were given, with the reason
 * @throws {NeuroveilError} "usage"
 */
export function refuseWithQueue(
  refused: Readonly<Record<string, readonly [given: boolean, todo: string]>>,
): void {
  for (const [flag, [given, todo]] of Object.entries(refused)) {
    if (!given) continue;
    throw new NeuroveilError("usage", {
      expected: `--queue without ${flag}`,
      got: "both",
      todo,
    });
  }
}
