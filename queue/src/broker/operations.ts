import { printable } from "@neuroveil/files";
import type { Queue } from "bullmq";
import { subjectOf } from "../sealed/job.ts";
import type { QueueKeys } from "../sealed/keys.ts";
import { noOrder, openReason, strangeReason } from "../sealed/ending.ts";
import { openOrder, sealOrder } from "../sealed/order.ts";
import type { QueueAddress } from "./address.ts";
import { connect } from "./connect.ts";
import { isHeld, release } from "./held.ts";
import { wipe } from "./wipe.ts";

/** A job that failed for good. */
export interface FailedJob {
  /** Its input, below the workers' root, or what it measures; null where nobody who has the secret asked for it. */
  readonly input: string | null;
  readonly reason: string;
  /** Whether a worker that has the secret says so. */
  readonly vouched: boolean;
}

/** What is in a queue. */
export interface QueueStatus {
  readonly workers: number;
  /** Somebody had it hand out nothing, or less than workers would take, until `queue retry`. */
  readonly paused: boolean;
  readonly waiting: number;
  readonly active: number;
  /** Waiting for another attempt. */
  readonly delayed: number;
  readonly completed: number;
  readonly failed: number;
  /** The newest of those that failed. */
  readonly failures: readonly FailedJob[];
}

/** Failed jobs that are told of. */
const mostFailures = 20;

/** @throws {NeuroveilError} "input" when the server is not there */
export async function queueStatus(address: QueueAddress, keys: QueueKeys): Promise<QueueStatus> {
  const broker = await connect(address, keys.queueName);
  try {
    const { queue } = broker;
    const counts = await queue.getJobCounts();
    const failed = await queue.getRanges(["failed"], 0, mostFailures - 1);
    const count = (name: string): number => counts[name] ?? 0;
    return {
      workers: await queue.getWorkersCount(),
      paused: await isHeld(queue),
      waiting: count("waiting") + count("prioritized"),
      active: count("active"),
      delayed: count("delayed"),
      completed: count("completed"),
      failed: count("failed"),
      failures: await Promise.all(failed.map((id) => failedJob(queue, keys, id))),
    };
  } finally {
    await broker.close();
  }
}

async function failedJob(queue: Queue, keys: QueueKeys, id: string): Promise<FailedJob> {
  // What is no JSON may lie there, too.
  const job = await queue.getJob(id).catch(() => undefined);
  const order = openOrder(keys, id, job?.data as unknown);
  const reason = openReason(keys, order ?? noOrder, job?.failedReason);
  return {
    input: order === undefined ? null : printable(subjectOf(order.job)),
    reason: reason?.message ?? strangeReason(job?.failedReason),
    vouched: reason !== undefined,
  };
}

/**
 * Has all failed jobs tried again, and a queue that somebody paused or limited go on. Each is asked for
 * anew: an order that has failed is not carried out once more, whoever puts it back.
 * @returns how many there are
 */
export async function retryFailed(address: QueueAddress, keys: QueueKeys): Promise<number> {
  const broker = await connect(address, keys.queueName);
  try {
    const { queue } = broker;
    let count = 0;
    for (const id of await queue.getRanges(["failed"])) {
      // What is no JSON may lie there, too.
      const job = await queue.getJob(id).catch(() => undefined);
      const order = openOrder(keys, id, job?.data as unknown);
      if (job === undefined || order === undefined) continue;
      await job.updateData(sealOrder(keys, id, order.job, Date.now()));
      // Not there any more: somebody else was faster.
      if (await job.retry("failed", { resetAttemptsMade: true }).then(yes, no)) count++;
    }
    await release(queue);
    return count;
  } finally {
    await broker.close();
  }
}

const [yes, no] = [(): boolean => true, (): boolean => false];

/**
 * Takes out of a queue what nobody has begun; what workers are at is finished.
 * @returns how many there were
 */
export async function drainQueue(address: QueueAddress, keys: QueueKeys): Promise<number> {
  const broker = await connect(address, keys.queueName);
  try {
    const { queue } = broker;
    const counts = await queue.getJobCounts("waiting", "prioritized", "delayed");
    await queue.drain(true);
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  } finally {
    await broker.close();
  }
}

/** Also what was begun and what has ended, whatever is wrong with it. */
export function wipeQueue(address: QueueAddress, keys: QueueKeys): Promise<void> {
  return wipe(address, keys.queueName);
}
