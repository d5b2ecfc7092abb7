import { printable } from "@neuroveil/files";
import { NeuroveilError, withoutSecrets } from "neuroveil/errors";
import { Refusal } from "./refusal.ts";
import type { Code } from "./statuses.ts";

/** An error as plain data, which crosses a worker's border. */
export interface Failure {
  readonly code: Code;
  /** For the client, in one line. */
  readonly detail: string;
}

/** What the client is told of anything thrown; of mistakes of the program itself, nothing. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal || error instanceof NeuroveilError) {
    return { code: error.code, detail: oneLine(error.message) };
  }
  return {
    code: "internal",
    detail: "expected this to work, got an unexpected error; the service's log has its kind",
  };
}

/**
 * The kind of an unexpected error and where it came from, for the log: its message, which may hold
 * something of the request, is left out.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  return [error.name, ...places.slice(0, 8).map((line) => line.trim())].join(" ");
}

function oneLine(text: string): string {
  return printable(
    withoutSecrets(text)
      .trim()
      .replaceAll(/\s*\n\s*/g, " "),
  );
}
