import { randomBytes } from "node:crypto";
import { ownerOnly, writeOutput } from "@neuroveil/files";
import { Argument, Command } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import type { QueueStatus } from "@neuroveil/queue";
import { addQueueOptions, readQueue, type QueueFlags } from "../queue/queue-options.ts";
import { needs } from "../registry/optional-packages.ts";
import { print, printJson, say } from "../terminal/streams.ts";

interface QueueCommandFlags extends QueueFlags {
  readonly everything?: true;
  readonly output?: string;
  readonly json?: true;
}

/** `queue`: what is in a queue, and what to do about it. */
export function queue(): Command {
  const command = new Command("queue")
    .description("Look into a queue of jobs, have failed ones tried again, or empty it.")
    .addArgument(
      new Argument("<action>", "what to do").choices(["status", "retry", "drain", "secret"]),
    );
  return addQueueOptions(command)
    .option("--everything", "with drain: also what was begun and what has ended")
    .option("-o, --output <file>", "with secret: write it there (mode 0600)")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
  status   how many jobs wait, are being done and failed, and why the newest did
  retry    has what failed tried again, and a paused queue go on
  drain    takes out what nobody has begun; workers finish what they are at
  secret   makes what producers and workers share; see docs/cluster.md

A reason in parentheses is one that no worker vouches for: somebody else wrote
it, or workers died of the job.

Examples:
  $ neuroveil queue secret --output queue.secret
  $ neuroveil queue status --queue redis://localhost --queue-secret queue.secret`,
    )
    .hook("preAction", needs("@neuroveil/queue"))
    .action(run);
}

type Action = "status" | "retry" | "drain" | "secret";

async function run(action: Action, flags: QueueCommandFlags): Promise<void> {
  if (flags.everything && action !== "drain") throw onlyWith("--everything", "queue drain");
  if (flags.output !== undefined && action !== "secret") throw onlyWith("--output", "queue secret");
  if (action === "secret") {
    await makeSecret(flags);
    return;
  }
  const { address, keys } = await readQueue(flags);
  const { drainQueue, queueStatus, retryFailed, wipeQueue } = await import("@neuroveil/queue");
  if (action === "status") {
    const status = await queueStatus(address, keys);
    if (flags.json) printJson(status);
    else tell(status);
    return;
  }
  if (flags.everything) {
    await wipeQueue(address, keys);
    if (flags.json) printJson({});
    else print("the queue is empty, and as if it were new");
    return;
  }
  const work = action === "retry" ? retryFailed : drainQueue;
  const jobs = await work(address, keys);
  if (flags.json) printJson({ jobs });
  else print(`${jobs} ${jobs === 1 ? "job" : "jobs"} ${done[action]}`);
}

const done = { retry: "will be tried again", drain: "taken out" } as const;

function tell({ failures, paused, workers, ...counts }: QueueStatus): void {
  print(
    `workers ${workers}  waiting ${counts.waiting}  active ${counts.active}  delayed ${counts.delayed}  completed ${counts.completed}  failed ${counts.failed}`,
  );
  if (paused)
    say(
      "paused by somebody, or limited: nothing or little is handed out until `neuroveil queue retry`",
    );
  for (const { input, reason, vouched } of failures)
    print(`${input ?? "a forged job"}: ${vouched ? reason : `(${reason})`}`);
}

async function makeSecret({ output }: QueueCommandFlags): Promise<void> {
  const secret = randomBytes(32).toString("hex");
  if (output === undefined) {
    print(secret);
    return;
  }
  await writeOutput(output, new TextEncoder().encode(`${secret}\n`), {
    force: false,
    otherwise: "choose another name: who has another secret has another queue",
    within: [ownerOnly],
  });
}

function onlyWith(flag: string, verb: string): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: `${flag} with \`${verb}\``,
    got: "it elsewhere",
    todo: "leave it out",
  });
}
