import { inspect } from "node:util";
import { isSystemError, printable, systemMessage } from "@neuroveil/files";
import { NeuroveilError, withoutSecrets, type ErrorCode, type OptionName } from "neuroveil/errors";

/** What scripts get to see of an error; "internal" is a mistake of the program itself. */
export interface Failure {
  readonly code: ErrorCode | "internal";
  readonly message: string;
  /** Present where the same may go well another time: a full disk, too little memory. */
  readonly passing?: true;
}

/** A failure that was already put into words, e.g. in a worker. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Any thrown value as one line and a code; plain data, so that it crosses a worker's border. With
 * NEUROVEIL_DEBUG the error itself goes to standard error, with its stack.
 */
export function toFailure(error: unknown): Failure {
  if (process.env["NEUROVEIL_DEBUG"]) console.error(withoutSecrets(inspect(error)));
  if (error instanceof FailureError) return error.failure;
  if (error instanceof NeuroveilError)
    return { code: error.code, message: withAdvice(error), ...passing(error.cause) };
  const system = systemMessage(error);
  if (system !== undefined) return { code: "input", message: system, ...passing(error) };
  if (isOutOfMemory(error)) {
    return {
      code: "limit",
      message: "expected the work to fit in memory, got too little of it; ask for less at a time",
      passing: true,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "internal",
    message: oneLine(
      `expected this to work, got an unexpected error (${message}); set NEUROVEIL_DEBUG=1 and report what it prints`,
    ),
  };
}

/** Several failures of one call as one; `failures` has one at least. */
export function overallFailure(files: number, failures: readonly Failure[]): Failure {
  const first = failures[0]!;
  if (files === 1) return first;
  return {
    code: first.code,
    message: `expected ${files} files to be done, got ${failures.length} ${failures.length === 1 ? "failure" : "failures"}; the first: ${first.message}`,
  };
}

/** What systems say of what is short or broken for a while, and not of the file itself. */
const passingCodes = [
  "ENOSPC",
  "EDQUOT",
  "EIO",
  "EAGAIN",
  "EBUSY",
  "EINTR",
  "ENOMEM",
  "EMFILE",
  "ENFILE",
  "ESTALE",
  "ETIMEDOUT",
  "ENOTCONN",
  "EHOSTDOWN",
  "ENETDOWN",
  "ENETUNREACH",
];

function passing(cause: unknown): Pick<Failure, "passing"> {
  return passingCodes.some((code) => isSystemError(cause, code)) ? { passing: true } : {};
}

/** How V8 says that a buffer is longer than it or the machine can hold. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /^(Array buffer allocation failed|Invalid (typed array|array buffer) length)/.test(
      error.message,
    )
  );
}

/** What to do, for messages that leave it open because a library cannot know. */
const advice: Readonly<Record<ErrorCode, string>> = {
  usage: "see `neuroveil --help`",
  input: "check the file",
  broken: "get the file again from where it came",
  unsupported: "convert it first, or keep its bytes with --payload file",
  limit: "make it smaller, or split it",
  key: "give the one that belongs to the image",
  tampered: "get the file again from its sender",
  weights: "install neuroveil again",
  output: "check the path",
  aborted: "start again",
};

/** Options that a message names, as the command line has them. */
const flags: Readonly<Record<OptionName["option"], string>> = {
  payload: "--payload",
  bare: "--protection bare",
  unverified: "--protection bare --unverified",
};

function asFlags({ option, value }: OptionName): string {
  return value === undefined ? flags[option] : `${flags[option]} ${value}`;
}

function withAdvice(error: NeuroveilError): string {
  const message = oneLine(error.told(asFlags));
  return error.todo === undefined ? `${message}; ${advice[error.code]}` : message;
}

function oneLine(text: string): string {
  return printable(
    withoutSecrets(text)
      .trim()
      .replaceAll(/\s*\n\s*/g, " "),
  );
}
