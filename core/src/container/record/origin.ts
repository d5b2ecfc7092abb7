import { NeuroveilError } from "../../errors.ts";

/** What is known of the file that something comes from; sealed with it. */
export interface Origin {
  /** File name; of it, a base name is kept. */
  readonly name?: string | undefined;
  /**
   * When it was last changed, in milliseconds since 1970, kept to the microsecond: `mtimeMs` of Node's
   * `stat`, `lastModified` of a browser's `File`.
   */
  readonly modified?: number | undefined;
}

/** @throws NeuroveilError "usage" */
export function checkOrigin({ name, modified }: { name?: unknown; modified?: unknown }): void {
  if (name !== undefined && typeof name !== "string") {
    throw usage("a name in a string", typeof name);
  }
  if (modified === undefined) return;
  if (typeof modified !== "number" || !isRecordable(modified)) {
    throw usage(
      "a time of change (modified) in milliseconds since 1970, of the years 1684 to 2255",
      typeof modified === "number" ? `${modified}` : typeof modified,
    );
  }
}

/** Whether a number holds the microseconds of a time, as it does for the years 1684 to 2255. */
export function isRecordable(milliseconds: number): boolean {
  return Number.isSafeInteger(toMicroseconds(milliseconds));
}

/** @param milliseconds as in {@link Origin} */
export function toMicroseconds(milliseconds: number): number {
  // + 0: no negative zero.
  return Math.round(milliseconds * 1000) + 0;
}

/** The inverse of {@link toMicroseconds}. */
export function toMilliseconds(microseconds: number): number {
  return microseconds / 1000;
}

function usage(expected: string, got: string): NeuroveilError {
  return new NeuroveilError("usage", { expected: expected, got: got });
}
