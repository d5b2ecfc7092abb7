import { FailureError, toFailure, type Failure } from "@neuroveil/jobs";
import { NeuroveilError } from "neuroveil/errors";
import { readBeneath } from "../root/input.ts";
import { signEnding, signReason, type Ending, type SignedEnding } from "../signed/ending.ts";
import { clockSkew, validity, type Order } from "../signed/job.ts";
import { jobId, openOrder } from "../signed/order.ts";
import { decryptFile } from "./decrypt.ts";
import { encryptFile } from "./encrypt.ts";
import type { Means } from "./means.ts";
import { requireRight } from "./rights.ts";

/** How an attempt at what lies in the queue ended. */
export type Performed =
  | { readonly ending: Ending; readonly signed: SignedEnding }
  | { readonly failure: Failure; readonly reason: string };

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
    return { ending, signed: signEnding(means.keys, order.mac, ending) };
  } catch (error) {
    const failure = toFailure(error);
    return { failure, reason: signReason(means.keys, order?.mac ?? "", failure) };
  }
}

async function performOrder(id: string, order: Order, means: Means): Promise<Ending> {
  const { job, issued } = order;
  const age = Date.now() - issued;
  if (age > validity || age < -clockSkew) throw outOfTime(age);
  requireRight(means.rights, job);
  const input = await readBeneath(means.keys, means.root, job.input);
  if (jobId(means.keys, job, input.content) !== id) throw changed();
  if (job.kind === "encrypt") return encryptFile(job, input, means);
  return decryptFile(id, order, job, input, means);
}

function forged(): NeuroveilError {
  return new NeuroveilError("tampered", {
    expected: "a job signed with the queue's secret, under its own id",
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

function changed(): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "the file that was there when the job was asked for",
    got: "one with other bytes",
    todo: "ask for it again",
  });
}
