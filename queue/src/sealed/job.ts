import type { Payload, Protection } from "neuroveil";

/** A file to encrypt. Paths are below the workers' root, with slashes between their parts. */
export interface EncryptJob {
  readonly kind: "encrypt";
  readonly input: string;
  readonly output: string;
  /** age recipients, sorted. */
  readonly recipients: readonly string[];
  /** Id of a cipher of the registry. */
  readonly cipher: string;
  readonly protection: Protection;
  readonly payload?: Payload;
  readonly lossy?: true;
}

/** A cipher image to decrypt, under the name that is sealed in it. */
export interface DecryptJob {
  readonly kind: "decrypt";
  readonly input: string;
  /** Where the result goes; "" is the root itself. */
  readonly folder: string;
  readonly bare?: true;
}

/** A file to work on. */
export type FileJob = EncryptJob | DecryptJob;

/** A part of a comparison, of attacks or of a study. */
export interface LaboratoryJob {
  readonly kind: "measure" | "attack" | "study";
  /** Ids and numbers, which the worker checks; never a module or a command. */
  readonly task: Task;
  /** The name of a picture that the producer laid below the root, beside the queue's records. */
  readonly picture?: string;
}

export type Task = Readonly<Record<string, string | number | boolean>>;

/** What producers ask of workers: plain data that names files and public keys, and nothing secret. */
export type QueueJob = FileJob | LaboratoryJob;

/** One asking for a job. */
export interface Order {
  readonly job: QueueJob;
  /** When, in milliseconds since 1970. */
  readonly issued: number;
}

/** Milliseconds after which no worker does what was asked. */
export const validity: number = 24 * 3600 * 1000;
/** Milliseconds by which a producer's clock may be ahead. */
export const clockSkew: number = 10 * 60 * 1000;

const mostPath = 4096;
const mostRecipients = 64;
/** Characters; a post-quantum recipient has about 2000. */
const mostRecipient = 8192;

/** An order from parsed JSON, rebuilt field by field; undefined when it is none. */
export function parseOrder(value: unknown): Order | undefined {
  const { job, issued } = fields(value);
  const parsed = parseJob(job);
  if (parsed === undefined || typeof issued !== "number" || !Number.isSafeInteger(issued))
    return undefined;
  return { job: parsed, issued };
}

function parseJob(value: unknown): QueueJob | undefined {
  const { kind, task, picture } = fields(value);
  if (!isOneOf(kind, ["measure", "attack", "study"])) return parseFileJob(value);
  if (!isTask(task) || (picture !== undefined && !isPictureName(picture))) return undefined;
  return { kind, task, ...(picture !== undefined && { picture }) };
}

function parseFileJob(value: unknown): FileJob | undefined {
  const { kind, input, output, folder, bare, lossy, payload, ...rest } = fields(value);
  if (!isPath(input)) return undefined;
  if (kind === "decrypt") {
    if (!isPath(folder) || !isFlag(bare)) return undefined;
    return { kind, input, folder, ...(bare && { bare }) };
  }
  const { recipients, cipher, protection } = rest;
  if (kind !== "encrypt" || !isPath(output) || !isFlag(lossy)) return undefined;
  if (!isList(recipients) || typeof cipher !== "string" || !/^[a-z0-9-]{1,64}$/.test(cipher))
    return undefined;
  if (!isOneOf(protection, ["sealed", "authenticated", "bare"])) return undefined;
  if (payload !== undefined && !isOneOf(payload, ["pixels", "file"])) return undefined;
  return {
    kind,
    input,
    output,
    recipients,
    cipher,
    protection,
    ...(payload !== undefined && { payload }),
    ...(lossy && { lossy }),
  };
}

/** Fields of a task, and characters of one. */
const [mostFields, mostText] = [16, 256];

function isTask(value: unknown): value is Task {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const all = Object.entries(value) as readonly (readonly [string, unknown])[];
  return (
    all.length <= mostFields &&
    all.every(([name, each]) => {
      if (!/^[a-z][a-zA-Z]{0,31}$/.test(name)) return false;
      if (typeof each === "string") return each.length <= mostText;
      return typeof each === "boolean" || Number.isFinite(each);
    })
  );
}

/** The digest of its bytes behind a letter. */
function isPictureName(value: unknown): value is string {
  return typeof value === "string" && /^p[\w-]{43}$/.test(value);
}

/** What a job is about, in a word or two; names are as they came. */
export function subjectOf(job: QueueJob): string {
  if ("input" in job) return job.input;
  const { study, attack, cipher, subject } = job.task;
  const named = [study, attack, cipher, subject].filter((each) => typeof each === "string");
  return [job.kind, ...named].join(" ");
}

/**
 * A job in one form of bytes, for its id.
 * @param content keyed digest of the input's bytes; "" where there is none
 */
export function canonicalJob(job: QueueJob, content: string): string {
  if ("task" in job) {
    const task = Object.entries(job.task).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([job.kind, task, job.picture ?? null]);
  }
  if (job.kind === "decrypt")
    return JSON.stringify([job.kind, job.input, content, job.folder, job.bare ?? false]);
  const { kind, input, output, recipients, cipher, protection, payload, lossy } = job;
  const options = [cipher, protection, payload ?? null, lossy ?? false];
  return JSON.stringify([kind, input, content, output, recipients, options]);
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isPath(value: unknown): value is string {
  return typeof value === "string" && value.length <= mostPath;
}

function isFlag(value: unknown): value is true | undefined {
  return value === undefined || value === true;
}

function isOneOf<const T extends string>(value: unknown, all: readonly T[]): value is T {
  return all.some((each) => each === value);
}

function isList(value: unknown): value is string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostRecipients) return false;
  return value.every((each) => typeof each === "string" && each.length <= mostRecipient);
}
