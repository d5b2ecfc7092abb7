import { printable } from "@neuroveil/files";
import type { Failure } from "@neuroveil/jobs";
import type { Payload } from "neuroveil";
import type { QueueKeys } from "./keys.ts";
import { parsedJson, type SealedOrder } from "./order.ts";

/** What became of a job. */
export type Ending = FileEnding | LaboratoryEnding;

/** What a part of the laboratory's work found lies below the root, where the job's id leads to. */
export interface LaboratoryEnding {
  readonly status: "written" | "kept";
}

/** What became of a file. Base names stand for files in the folder that the job named. */
export interface FileEnding {
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
export interface SealedEnding {
  readonly ending: string;
}

const mostEnding = 1 << 20;

/** @param order that was done; the ending fits no other one */
export function sealEnding(keys: QueueKeys, { order }: SealedOrder, ending: Ending): SealedEnding {
  return { ending: keys.seal("ending", JSON.stringify(ending), order) };
}

/** @returns undefined when no worker that has the secret gave it for this order */
export function openEnding(
  keys: QueueKeys,
  { order }: SealedOrder,
  value: unknown,
): Ending | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { ending } = value as Partial<Record<keyof SealedEnding, unknown>>;
  if (typeof ending !== "string" || ending.length > mostEnding) return undefined;
  const text = keys.open("ending", ending, order);
  return text === undefined ? undefined : (parsedJson(text) as Ending | undefined);
}

/** Characters of a reason that are told. */
const mostReason = 2000;
const reasonPattern = /^[a-z]+ ([\w-]+)$/;

/**
 * Why a job failed, as it stands in the queue: its code for those who look there, the words, which name
 * files, for those who have the secret.
 */
export function sealReason(
  keys: QueueKeys,
  { order }: SealedOrder,
  { code, message }: Failure,
): string {
  const told: Failure = { code, message: printable(message).slice(0, mostReason) };
  return `${code} ${keys.seal("reason", JSON.stringify(told), order)}`;
}

/** @returns undefined when no worker that has the secret said so of this order */
export function openReason(
  keys: QueueKeys,
  { order }: SealedOrder,
  reason: string | undefined,
): Failure | undefined {
  const [, sealed] = reasonPattern.exec((reason ?? "").slice(0, 1 << 16)) ?? [];
  const text = sealed === undefined ? undefined : keys.open("reason", sealed, order);
  return text === undefined ? undefined : (parsedJson(text) as Failure | undefined);
}

/** What stands in the queue as a reason and may be anybody's. */
export function strangeReason(reason: string | undefined): string {
  return printable((reason ?? "no reason").slice(0, 200));
}

/** Where no order could be opened: what is said of it fits that there is none. */
export const noOrder: SealedOrder = { order: "" };
