import { canonicalJob, parseOrder, type Order, type QueueJob } from "./job.ts";
import type { QueueKeys } from "./keys.ts";

/** What lies in the queue for a job: an order under the queue's secret, bound to the job's id. */
export interface SealedOrder {
  readonly order: string;
}

/** Characters; bounded before anything works with it. */
const mostOrder = 1 << 18;

/** An order that was opened, and what it was. */
export interface OpenedOrder extends Order, SealedOrder {}

/**
 * The id of a job: keyed, so that who sees the queue cannot try out pictures, and the same for the same
 * input (place and bytes), options and readers, so that the same job twice is one.
 * @param content keyed digest of the input's bytes
 */
export function jobId(keys: QueueKeys, job: QueueJob, content: string): string {
  // BullMQ takes no id of digits alone.
  return `j${keys.mac("id", canonicalJob(job, content))}`;
}

/** A job as it goes to the queue under its id. No two are the same. */
export function sealOrder(keys: QueueKeys, id: string, job: QueueJob, now: number): SealedOrder {
  const order: Order = { job, issued: now };
  return { order: keys.seal("order", JSON.stringify(order), id) };
}

/**
 * The order that lies in the queue under an id.
 * @returns undefined when nobody who has the secret made it for this id
 */
export function openOrder(
  keys: QueueKeys,
  id: string | undefined,
  data: unknown,
): OpenedOrder | undefined {
  if (id === undefined || typeof data !== "object" || data === null) return undefined;
  const { order } = data as Partial<Record<keyof SealedOrder, unknown>>;
  if (typeof order !== "string" || order.length > mostOrder) return undefined;
  const text = keys.open("order", order, id);
  const parsed = text === undefined ? undefined : parseOrder(parsedJson(text));
  return parsed && { ...parsed, order };
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
