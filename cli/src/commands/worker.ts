import { availableParallelism } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { onFirstInterrupt, onLeftAlone } from "@neuroveil/files";
import { toFailure } from "@neuroveil/jobs";
import { Command, InvalidArgumentError, Option } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import type { QueueWorker } from "@neuroveil/queue";
import type { KeyRing } from "neuroveil/keys";
import { numberedName, restoredName, sealedName } from "../files/names.ts";
import { readIdentities } from "../keys/key-files.ts";
import {
  addIdentityOption,
  addRecipientOptions,
  readersOf,
  type LockOptions,
  type UnlockOptions,
} from "../keys/key-options.ts";
import { addQueueOptions, readQueue, type QueueFlags } from "../queue/queue-options.ts";
import { needs } from "../registry/optional-packages.ts";
import type { LocalLaboratory } from "../measuring/local-laboratory.ts";
import { print, say } from "../terminal/streams.ts";

interface WorkerFlags
  extends
    QueueFlags,
    Pick<LockOptions, "recipient" | "recipientsFile">,
    Pick<UnlockOptions, "identity"> {
  readonly root?: string;
  readonly jobs?: number;
  readonly untilIdle?: number;
  readonly lock: number;
  readonly laboratory?: true;
  readonly quiet?: true;
}

/** Milliseconds that the process has to end by itself. */
const grace = 5000;

/** `worker`: does what others ask for through a queue. */
export function worker(): Command {
  const command = new Command("worker").description(
    "Work for others who ask through a queue, in one folder alone.",
  );
  addQueueOptions(command).option(
    "--root <dir>",
    "the folder, or s3://BUCKET/PREFIX, that jobs may read and write",
  );
  addIdentityOption(addRecipientOptions(command));
  return command
    .addOption(
      new Option("--jobs <n>", "files at the same time")
        .argParser(whole)
        .default(undefined, "one for every core"),
    )
    .addOption(
      new Option("--until-idle <seconds>", "end after so long without a job").argParser(whole),
    )
    .addOption(
      new Option(
        "--lock <seconds>",
        "how long a worker may be silent before others do what it was at",
      )
        .argParser(whole)
        .default(30),
    )
    .option("--laboratory", "also measure, attack and study for compare, attack and study --queue")
    .option("-q, --quiet", "say only what fails")
    .addHelpText(
      "after",
      `
A worker reads and writes below --root alone, through no symbolic link, encrypts
for the recipients that it was started with, and decrypts with the identities
that it was started with. Orders must be sealed with the queue's secret; whoever
can only write to the queue gets nothing done. Results are never replaced. With
--laboratory it also measures ciphers of the registry, by their ids; what it is
asked for names no module and no command.
SIGTERM or Ctrl-C: finishes what it is at, and ends. docs/cluster.md has more.

NEUROVEIL_QUEUE_PASSWORD holds the password of Redis or PostgreSQL,
NEUROVEIL_QUEUE_SECRET the queue's secret. With s3://…, AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY and AWS_REGION say who asks, AWS_ENDPOINT_URL_S3 whom.

Examples:
  $ neuroveil queue secret --output queue.secret
  $ neuroveil worker --queue redis://localhost --queue-secret queue.secret \\
      --root /data -R recipients.txt
  $ neuroveil encrypt /data/photos -o /data/vault/ -R recipients.txt \\
      --queue redis://localhost --queue-secret queue.secret --root /data`,
    )
    .hook("preAction", needs("@neuroveil/queue"))
    .hook("preAction", (called) => {
      if (called.opts<WorkerFlags>().laboratory) needs("@neuroveil/lab")(called);
    })
    .action(run);
}

async function run(flags: WorkerFlags): Promise<void> {
  if (flags.root === undefined) {
    throw usage("--root DIR", "none", "name the folder or s3://… that jobs may read and write");
  }
  // What other workers are writing there is no news.
  onLeftAlone(() => undefined);
  const recipients = new Set(await readersOf(flags));
  const keys = await identities(flags);
  if (recipients.size === 0 && keys === undefined && !flags.laboratory) {
    throw usage("--recipient to encrypt for, --identity to decrypt with or --laboratory", "none");
  }
  const { address, keys: queueKeys } = await readQueue(flags);
  const { openRoot, Records, startWorker } = await import("@neuroveil/queue");
  const root = await openRoot(flags.root);
  const { createPoolEngine } = await import("@neuroveil/jobs/images");
  const width = flags.jobs ?? availableParallelism();
  const engine = await createPoolEngine(width);
  const laboratory = flags.laboratory ? await openLaboratory(width) : undefined;
  try {
    await engine.ready();
    // One that could do nothing would fail whatever others ask for.
    void engine.broken.then((error) => {
      say(toFailure(error).message);
      process.exit(1);
    });
    const started = await startWorker(
      address,
      {
        keys: queueKeys,
        root,
        rights: { recipients, keys },
        engine,
        laboratory,
        naming: { sealed: sealedName, restored: restoredName, numbered: numberedName },
        records: new Records(root.own, queueKeys),
      },
      {
        width,
        lock: flags.lock * 1000,
        onEnd: (line, failed) => {
          if (failed) say(line);
          else if (!flags.quiet) print(line);
        },
        onState: say,
      },
    );
    if (!flags.quiet) say(`waiting for jobs at ${address.shown}`);
    await stopped(flags.untilIdle, started);
    if (started.isOver()) {
      process.exitCode = 1;
      say("ending, to be started again: a worker does not find back to a PostgreSQL that was away");
    }
    await started.close();
    // A connection that is lost may keep the process for ever.
    setTimeout(() => process.exit(), grace).unref();
  } finally {
    await engine.close();
    await laboratory?.close();
  }
}

async function openLaboratory(width: number): Promise<LocalLaboratory> {
  const { LocalLaboratory } = await import("../measuring/local-laboratory.ts");
  return new LocalLaboratory(width);
}

async function identities({ identity }: WorkerFlags): Promise<KeyRing | undefined> {
  if (identity === undefined) return undefined;
  const { createKeyRing } = await import("neuroveil/keys");
  const found: string[] = [];
  for (const file of identity) found.push(...(await readIdentities(file)));
  return createKeyRing({ identities: found });
}

/** Resolves when the worker is told to stop, or has had nothing to do for long enough. */
async function stopped(seconds: number | undefined, worker: QueueWorker): Promise<void> {
  const told = new AbortController();
  onFirstInterrupt(() => {
    told.abort();
    say("finishing what was begun; once more ends at once");
  });
  const most = seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1000;
  while (!told.signal.aborted && !worker.isOver() && worker.idle() < most) await delay(100);
}

function whole(value: string): number {
  const number = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (number >= 1) return number;
  throw new InvalidArgumentError("Give a whole number from 1.");
}

function usage(expected: string, got: string, todo?: string): NeuroveilError {
  return new NeuroveilError("usage", { expected, got, todo });
}
