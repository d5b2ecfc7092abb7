import { randomBytes } from "node:crypto";
import type { QueueKeys } from "./keys.ts";
import { canonicalJob, parseOrder, type Order, type QueueJob } from "./job.ts";

/** What lies in the queue for a job. */
export interface SignedOrder {
  /** The order as JSON; what is signed are these very characters. */
  readonly order: string;
  /** HMAC-SHA-256 over id and order, base64url. */
  readonly mac: string;
}

/** Characters; bounded before anything works with it. */
const mostOrder = 1 << 16;

/**
 * The id of a job: keyed, so that who sees the queue cannot try out pictures, and the same for the same
 * input (place and bytes), options and readers, so that the same job twice is one.
 * @param content keyed digest of the input's bytes, of {@link contentDigest}
 */
export function jobId(keys: QueueKeys, job: QueueJob, content: string): string {
  // BullMQ takes no id of digits alone.
  return `j${keys.mac("id", canonicalJob(job, content))}`;
}

/** A job as it goes to the queue under its id. */
export function signOrder(keys: QueueKeys, id: string, job: QueueJob, now: number): SignedOrder {
  const value: Order = { job, issued: now, nonce: randomBytes(16).toString("base64url") };
  const order = JSON.stringify(value);
  return { order, mac: keys.mac("job", id, order) };
}

/**
 * The order that lies in the queue under an id.
 * @returns undefined when nobody who has the secret made it for this id
 */
export function openOrder(
  keys: QueueKeys,
  id: string | undefined,
  data: unknown,
): (Order & Pick<SignedOrder, "mac">) | undefined {
  if (id === undefined || typeof data !== "object" || data === null) return undefined;
  const { order, mac } = data as Partial<Record<keyof SignedOrder, unknown>>;
  if (typeof order !== "string" || order.length > mostOrder || typeof mac !== "string")
    return undefined;
  if (!keys.verifies(mac, "job", id, order)) return undefined;
  const parsed = parseOrder(parsedJson(order));
  return parsed && { ...parsed, mac };
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
