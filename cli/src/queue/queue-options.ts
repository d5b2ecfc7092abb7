import { stat } from "node:fs/promises";
import { printable, systemPath } from "@neuroveil/files";
import type { QueueAddress, QueueKeys } from "@neuroveil/queue";
import type { Command } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import { readKeyFile } from "../keys/key-files.ts";
import { needs } from "../registry/optional-packages.ts";

/** Flags that say where a queue is, and with whom it is shared. */
export interface QueueFlags {
  readonly queue?: string;
  readonly queueSecret?: string;
}

const secretVariable = "NEUROVEIL_QUEUE_SECRET";
const passwordVariable = "NEUROVEIL_QUEUE_PASSWORD";

const queueText = "redis://HOST:PORT, rediss://… (TLS) or postgres://HOST/DATABASE";

export function addQueueOptions(command: Command): Command {
  return command
    .option("--queue <url>", queueText)
    .option(
      "--queue-secret <file>",
      "64 hex digits that producers and workers share, mode 0600 (or take NEUROVEIL_QUEUE_SECRET)",
    );
}

/** The same for verbs that can do without: jobs then go to other machines. */
export function addProducerOptions(command: Command): Command {
  return addQueueOptions(command)
    .option(
      "--root <dir>",
      "with --queue: the workers' --root, as a folder is called here, or s3://…",
    )
    .hook("preAction", (called) => {
      if (called.opts<QueueFlags>().queue !== undefined) needs("@neuroveil/queue")(called);
    });
}

/**
 * Reads where the queue is and what is shared.
 * @throws {NeuroveilError} "usage", "key" for a secret that is none or that others can read
 */
export async function readQueue(
  flags: QueueFlags,
): Promise<{ readonly address: QueueAddress; readonly keys: QueueKeys }> {
  if (flags.queue === undefined) {
    throw new NeuroveilError("usage", {
      expected: "--queue",
      got: "none",
      todo: `give ${queueText}`,
    });
  }
  const { parseAddress, QueueKeys } = await import("@neuroveil/queue");
  const address = parseAddress(flags.queue, process.env[passwordVariable]);
  return { address, keys: new QueueKeys(await readSecret(flags.queueSecret)) };
}

async function readSecret(path: string | undefined): Promise<Uint8Array> {
  if (path !== undefined) {
    await refuseShared(path);
    return readKeyFile(path);
  }
  const text = process.env[secretVariable];
  if (text === undefined) {
    throw new NeuroveilError("usage", {
      expected: `--queue-secret FILE or ${secretVariable}`,
      got: "none",
      todo: "make one with `neuroveil queue secret --output FILE`, and give all machines the same",
    });
  }
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  throw new NeuroveilError("usage", {
    expected: `64 hex digits in ${secretVariable}`,
    got: "something else",
    todo: "`neuroveil queue secret` makes them",
  });
}

/** What only we and the workers are to know must not lie open: whoever reads it can ask for anything. */
async function refuseShared(path: string): Promise<void> {
  // Windows has no such modes, and Node makes one up.
  if (process.platform === "win32") return;
  const status = await stat(systemPath(path)).catch(() => undefined);
  if (status?.isFile() !== true || (status.mode & 0o077) === 0) return;
  throw new NeuroveilError("key", {
    expected: "a queue secret that only its owner can read",
    got: `${printable(path)} of mode ${(status.mode & 0o777).toString(8)}`,
    todo: "chmod 600 it; where others may have read it, make a new one",
  });
}
