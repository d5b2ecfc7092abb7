import { stat } from "node:fs/promises";
import { type Failure, FailureError, overallFailure, toFailure } from "@neuroveil/jobs";
import { findInputs, type Input, type Walk } from "../files/inputs.ts";
import { inputName } from "../files/standard-input.ts";
import { say } from "../terminal/streams.ts";

/** Why a file could not be read. */
export interface Unread {
  readonly input: string;
  readonly error: Failure;
}

/** What came of reading the files that a list of names stands for. */
export interface Readings<T> {
  /** Whether the names may stand for several files, so that everything is said under a name. */
  readonly several: boolean;
  readonly read: readonly T[];
  /** The same with those that could not be read in their places. */
  readonly all: readonly (T | Unread)[];
  /** All that went wrong, as one. */
  readonly error?: Failure;
}

/**
 * Does `work` for every file, one after the other. One that fails does not stop the others: it is
 * told, and the exit code is 1. A name alone that fails is the call's own failure.
 * @param work is told how many files there are, and how many came before
 */
export async function readEach<T>(
  names: readonly string[],
  walk: Walk,
  work: (input: Input, done: number, all: number) => Promise<T>,
): Promise<Readings<T>> {
  const several = await namesSeveral(names);
  const { files, failures } = await findInputs(names, walk);
  const unread = failures.map(({ path, failure }): Unread => ({ input: path, error: failure }));
  const all: (T | Unread)[] = [...unread];
  const read: T[] = [];
  for (const [done, input] of files.entries()) {
    try {
      const value = await work(input, done, files.length);
      read.push(value);
      all.push(value);
    } catch (error) {
      const failed = { input: input.path, error: toFailure(error) };
      unread.push(failed);
      all.push(failed);
    }
  }
  if (unread.length === 0) return { several, read, all };
  if (!several) throw new FailureError(unread[0]!.error);
  for (const { input, error } of unread) say(`${inputName(input)}: ${error.message}`);
  process.exitCode = 1;
  const errors = unread.map(({ error }) => error);
  return { several, read, all, error: overallFailure(all.length, errors) };
}

/** Whether names may stand for several files. */
export async function namesSeveral(names: readonly string[]): Promise<boolean> {
  if (names.length > 1) return true;
  return stat(names[0]!).then(
    (status) => status.isDirectory(),
    () => false,
  );
}
