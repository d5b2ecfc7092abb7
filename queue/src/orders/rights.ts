import { NeuroveilError } from "neuroveil/errors";
import type { KeyRing } from "neuroveil/keys";
import type { QueueJob } from "../sealed/job.ts";
import type { Laboratory } from "./means.ts";

/** What a worker was started for; a job that asks for more is refused. */
export interface Rights {
  /** For whom it may encrypt. */
  readonly recipients: ReadonlySet<string>;
  /** With what it may decrypt; undefined: not at all. */
  readonly keys: KeyRing | undefined;
}

/** @throws {NeuroveilError} "key" */
export function requireRight(
  { recipients, keys }: Rights,
  laboratory: Laboratory | undefined,
  job: QueueJob,
): void {
  if ("task" in job) {
    if (laboratory === undefined) throw refused("--laboratory", "a job to measure");
    return;
  }
  if (job.kind === "decrypt") {
    if (keys === undefined) throw refused("--identity", "a job to decrypt");
    return;
  }
  if (job.recipients.every((each) => recipients.has(each))) return;
  throw refused("--recipient for each reader", "a job for readers that it does not know");
}

function refused(flag: string, got: string): NeuroveilError {
  return new NeuroveilError("key", {
    expected: `a worker that was started with ${flag}`,
    got,
    todo: "start the workers with it, then `neuroveil queue retry`",
  });
}
