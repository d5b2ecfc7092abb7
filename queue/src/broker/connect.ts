import { once } from "node:events";
import type { Processor, Queue, QueueEvents, Worker, WorkerOptions } from "bullmq";
import { withoutSecrets, NeuroveilError } from "neuroveil/errors";
import { printable } from "@neuroveil/files";
import type { QueueAddress } from "./address.ts";

type Classes = Pick<typeof import("bullmq"), "Queue" | "QueueEvents" | "Worker">;

/** A server that was reached. */
export interface Broker {
  readonly queue: Queue;
  events(): QueueEvents;
  worker(process: Processor, options: Omit<WorkerOptions, "connection">): Worker;
  close(): Promise<void>;
}

/** Milliseconds that a server has to answer at the start. */
const patience = 10_000;

/**
 * Reaches the server of a queue. Once it was there, what comes later waits for it.
 * @param name of the queue
 * @throws {NeuroveilError} "input" when it is not there, or refuses
 */
export async function connect(address: QueueAddress, name: string): Promise<Broker> {
  const bullmq = await import("bullmq");
  const { createPostgresBackend, withBackend } = bullmq;
  // One interface, which only types of connections keep apart.
  const classes = (address.kind === "postgres"
    ? withBackend(createPostgresBackend)
    : bullmq) as unknown as Classes;
  const connection = address.connection;
  const queue = new classes.Queue(name, { connection });
  try {
    await reached(queue);
  } catch (error) {
    await queue.close().catch(() => undefined);
    throw unreachable(address, error);
  }
  queue.on("error", ignore);
  return {
    queue,
    events: () => new classes.QueueEvents(name, { connection }),
    worker: (process, options) => new classes.Worker(name, process, { ...options, connection }),
    close: () => queue.close(),
  };
}

async function reached(queue: Queue): Promise<void> {
  const stop = new AbortController();
  const failure = async (): Promise<never> => {
    const [error] = (await once(queue, "error", { signal: stop.signal })) as [Error];
    throw error;
  };
  const timeout = setTimeout(() => stop.abort(), patience);
  const failed = failure();
  try {
    await Promise.race([queue.waitUntilReady(), failed]);
    await Promise.race([queue.getJobCounts("waiting"), failed]);
  } finally {
    clearTimeout(timeout);
    // It ends with the race, whoever won.
    failed.catch(ignore);
    queue.on("error", ignore);
    stop.abort();
  }
}

/** Connections that break are made again; what waits for them goes on then. */
function ignore(): void {
  // Nothing is lost by it.
}

function unreachable({ shown }: QueueAddress, error: unknown): NeuroveilError {
  return new NeuroveilError("input", {
    expected: `a queue at ${printable(shown)}`,
    got: words(error),
    todo: "start it, or check --queue and its password",
  });
}

/** What a driver says, in one line; it may quote the address. */
function words(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  const { code } = error as { readonly code?: unknown };
  if (error.name === "AbortError") return "no answer in ten seconds";
  const known = typeof code === "string" ? refusals[code] : undefined;
  if (known !== undefined) return known;
  const text = withoutSecrets(error.message).replaceAll(/\S*:\/\/\S*/g, "…");
  return printable(text.split("\n")[0]!.slice(0, 200)) || "no answer";
}

const refusals: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody who listens there",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "no such host for now",
  ETIMEDOUT: "no answer",
};
