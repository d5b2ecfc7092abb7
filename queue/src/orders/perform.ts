import { FailureError, toFailure, type Failure } from "@neuroveil/jobs";
import { NeuroveilError } from "neuroveil/errors";
import { holdFolder } from "../shared-root/beneath.ts";
import { readBeneath } from "../shared-root/input.ts";
import {
  noOrder,
  sealEnding,
  sealReason,
  type Ending,
  type SealedEnding,
} from "../sealed/ending.ts";
import { clockSkew, validity, type Order, type QueueJob } from "../sealed/job.ts";
import { jobId, openOrder } from "../sealed/order.ts";
import { decryptFile } from "./decrypt.ts";
import { encryptFile } from "./encrypt.ts";
import type { Means } from "./means.ts";
import { requireRight } from "./rights.ts";
import { isThere } from "./there.ts";

/** How an attempt at what lies in the queue ended. */
export type Performed =
  | { readonly ending: Ending; readonly sealed: SealedEnding }
  | {
      readonly failure: Failure;
      /** The same for the queue. */
      readonly reason: string;
      /** Which file it is about; undefined of a job that nobody asked for. */
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
    return { ending, sealed: sealEnding(means.keys, order, ending) };
  } catch (error) {
    const failure = toFailure(error);
    const reason = sealReason(means.keys, order ?? noOrder, failure);
    return { failure, reason, input: order?.job.input };
  }
}

async function performOrder(id: string, { job, issued }: Order, means: Means): Promise<Ending> {
  const { keys, root, rights, records } = means;
  const age = Date.now() - issued;
  if (age > validity || age < -clockSkew) throw outOfTime(age);
  requireRight(rights, job);
  const carried = await records.find(id);
  if (carried !== undefined && carried.issued >= issued) {
    // Before anything is read: old orders may come as often as somebody likes.
    if (await areThere(root, job, carried.ending)) return { ...carried.ending, status: "kept" };
    throw replayed();
  }
  const input = await readBeneath(keys, root, job.input);
  if (jobId(keys, job, input.content) !== id) throw changed();
  const ending =
    job.kind === "encrypt"
      ? await encryptFile(job, input, means)
      : await decryptFile(job, input, means);
  await records.add(id, { issued, ending });
  return ending;
}

/** Whether results that were written are there still. */
async function areThere(root: string, job: QueueJob, { names }: Ending): Promise<boolean> {
  const place = job.kind === "encrypt" ? job.output.replace(/(^|\/)[^/]*$/, "") : job.folder;
  const folder = await holdFolder(root, place, false).catch(() => undefined);
  if (folder === undefined) return false;
  try {
    for (const name of names) if (!(await isThere(folder, name))) return false;
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
