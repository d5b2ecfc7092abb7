import type { Failure } from "@neuroveil/jobs";
import { printable } from "@neuroveil/files";
import type { Payload } from "neuroveil";
import { parsedJson } from "./order.ts";
import type { QueueKeys } from "./keys.ts";

/** What became of a job. Base names stand for files in the folder that the job named. */
export interface Ending {
  /** "kept": the result was there, from an earlier attempt at the same job, and it verifies. */
  readonly status: "written" | "kept";
  /** One, or two where a cipher image held two. */
  readonly names: readonly string[];
  readonly cipher: string;
  readonly protection: string;
  readonly payload: Payload;
  /** Bytes of the input and of the results. */
  readonly sizes: readonly [before: number, after: number];
  readonly lossy?: true;
  readonly fallback?: string;
  readonly notKept?: readonly string[];
  readonly pixelsOfJpeg?: true;
  readonly warnings?: readonly string[];
}

/** An ending as a worker gives it to the queue. */
export interface SignedEnding {
  readonly ending: string;
  readonly mac: string;
}

const mostEnding = 1 << 20;

/** @param orderMac of the order that was done, so that an ending fits no other one */
export function signEnding(keys: QueueKeys, orderMac: string, ending: Ending): SignedEnding {
  const text = JSON.stringify(ending);
  return { ending: text, mac: keys.mac("result", orderMac, text) };
}

/** @returns undefined when no worker that has the secret gave it for this order */
export function openEnding(keys: QueueKeys, orderMac: string, value: unknown): Ending | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { ending, mac } = value as Partial<Record<keyof SignedEnding, unknown>>;
  if (typeof ending !== "string" || ending.length > mostEnding) return undefined;
  if (!keys.verifies(mac, "result", orderMac, ending)) return undefined;
  return parsedJson(ending) as Ending | undefined;
}

/** Characters of a reason that are shown. */
const mostReason = 2000;
const reasonPattern = /^([a-z]+): (.+) \[([\w-]{43})\]$/s;

/** Why a job failed, as it stands in the queue: words for people, and behind them a MAC. */
export function signReason(keys: QueueKeys, orderMac: string, { code, message }: Failure): string {
  const words = printable(message).slice(0, mostReason);
  return `${code}: ${words} [${keys.mac("failure", orderMac, code, words)}]`;
}

/** @returns undefined when no worker that has the secret said so of this order */
export function openReason(
  keys: QueueKeys,
  orderMac: string,
  reason: string | undefined,
): Failure | undefined {
  const [, code, message, mac] = reasonPattern.exec(reason ?? "") ?? [];
  if (code === undefined || message === undefined) return undefined;
  if (!keys.verifies(mac, "failure", orderMac, code, message)) return undefined;
  return { code: code as Failure["code"], message };
}

/** A reason as people read it, without its MAC; what stands in the queue may be anybody's. */
export function reasonText(reason: string | undefined): string {
  return printable((reason ?? "no reason").replace(/ \[[\w-]{43}\]$/, "")).slice(0, mostReason);
}
