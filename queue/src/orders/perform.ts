import { FailureError, toFailure, type Failure } from "@neuroveil/jobs";
import { NeuroveilError } from "neuroveil/errors";
import type { Failed, Records } from "../shared-root/records.ts";
import type { Root } from "../shared-root/root.ts";
import {
  noOrder,
  sealEnding,
  sealReason,
  type Ending,
  type SealedEnding,
} from "../sealed/ending.ts";
import {
  clockSkew,
  subjectOf,
  validity,
  type FileJob,
  type Order,
  type QueueJob,
} from "../sealed/job.ts";
import { jobId, openOrder } from "../sealed/order.ts";
import { decryptFile } from "./decrypt.ts";
import { encryptFile } from "./encrypt.ts";
import type { Means } from "./means.ts";
import { resultOf, workInLaboratory } from "./laboratory.ts";
import { requireRight } from "./rights.ts";

/** Times that an order is tried which fails for what can pass. */
export const attempts = 5;

/** How an attempt at what lies in the queue ended. */
export type Performed =
  | {
      readonly ending: Ending;
      readonly sealed: SealedEnding;
      /** What was written, for a line of a log. */
      readonly results: readonly string[];
    }
  | {
      readonly failure: Failure;
      /** The same for the queue. */
      readonly reason: string;
      /** Which file it is about, or what; undefined of a job that nobody asked for. */
      readonly input: string | undefined;
    };

/**
 * Does what lies in the queue under an id, if somebody who has the queue's secret asked for it there.
 * @param data anybody's
 */
export async function perform(
  id: string | undefined,
  data: unknown,
  means: Means,
): Promise<Performed> {
  const order = openOrder(means.keys, id, data);
  try {
    if (id === undefined || order === undefined) throw forged();
    const ending = await performOrder(id, order, means);
    const results = "names" in ending ? ending.names : [subjectOf(order.job)];
    return { ending, sealed: sealEnding(means.keys, order, ending), results };
  } catch (error) {
    const failure = toFailure(error);
    const reason = sealReason(means.keys, order ?? noOrder, failure);
    return { failure, reason, input: order && subjectOf(order.job) };
  }
}

async function performOrder(id: string, { job, issued }: Order, means: Means): Promise<Ending> {
  const { rights, records } = means;
  const age = Date.now() - issued;
  if (age > validity || age < -clockSkew) throw outOfTime(age);
  requireRight(rights, means.laboratory, job);
  const carried = await records.find(id);
  let times = 1;
  // An older order that is tried once more does not make a newer one's record forgotten.
  const latest = Math.max(issued, carried?.issued ?? 0);
  if (carried !== undefined && carried.issued >= issued) {
    // Before anything is read: old orders may come as often as somebody likes.
    if ("failure" in carried) {
      times = carried.times + 1;
      if (!carried.failure.passing || times > attempts) throw new FailureError(carried.failure);
    } else if (await isDone(id, job, carried.ending, means)) {
      return { ...carried.ending, status: "kept" };
    } else throw replayed();
  }
  try {
    const ending =
      "task" in job ? await workInLaboratory(id, job, means) : await workOnFile(id, job, means);
    await records.add(id, { issued: latest, ending });
    return ending;
  } catch (error) {
    const failure = toFailure(error);
    // On a disk without room it is not remembered, and tried again by whoever wants to.
    await rememberFailure(records, id, { issued: latest, failure, times }).catch(() => undefined);
    throw error;
  }
}

async function workOnFile(id: string, job: FileJob, means: Means): Promise<Ending> {
  const input = await means.root.read(means.keys, job.input);
  if (jobId(means.keys, job, input.content) !== id) throw changed();
  return job.kind === "encrypt" ? encryptFile(job, input, means) : decryptFile(job, input, means);
}

async function rememberFailure(records: Records, id: string, failed: Failed): Promise<void> {
  const now = await records.find(id);
  // A worker that was thought dead has done it meanwhile.
  if (now !== undefined && "ending" in now && now.issued >= failed.issued) return;
  await records.add(id, failed);
}

/** Whether results that were written are there still. */
async function isDone(
  id: string,
  job: QueueJob,
  ending: Ending,
  { keys, root }: Means,
): Promise<boolean> {
  if ("task" in job) return (await resultOf(keys, root, id)) !== undefined;
  return "names" in ending && areThere(root, job, ending.names);
}

async function areThere(root: Root, job: FileJob, names: readonly string[]): Promise<boolean> {
  const place = job.kind === "encrypt" ? job.output.replace(/(^|\/)[^/]*$/, "") : job.folder;
  const folder = await root.folder(place, false).catch(() => undefined);
  if (folder === undefined) return false;
  try {
    for (const name of names) if (!(await folder.isThere(name))) return false;
    return true;
  } finally {
    await folder.close();
  }
}

function forged(): NeuroveilError {
  return new NeuroveilError("tampered", {
    expected: "a job sealed with the queue's secret, under its own id",
    got: "one that is not",
    todo: "somebody else writes to this queue",
  });
}

function outOfTime(age: number): FailureError {
  const got = age > 0 ? "one that is older" : "one from the future";
  return new FailureError({
    code: "aborted",
    message: `expected an order of the last 24 hours, got ${got}; ask for it again, and look at the clocks`,
  });
}

function replayed(): FailureError {
  return new FailureError({
    code: "aborted",
    message:
      "expected an order that was not carried out before, got one whose result was taken away since; ask for it again",
  });
}

function changed(): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "the file that was there when the job was asked for",
    got: "one with other bytes",
    todo: "ask for it again",
  });
}
