import { overallFailure, toFailure, type Failure } from "../failure.ts";
import type { Input } from "../files/inputs.ts";
import { startProgress } from "../terminal/progress.ts";
import { printable } from "../terminal/printable.ts";
import { printJson, remark, say } from "../terminal/streams.ts";
import { secondsText, sizeText } from "../terminal/units.ts";

/** What `encrypt` and `decrypt` say about one input; the shape of `--json`. */
export interface Result {
  readonly input: string;
  /** The second of two images that are encrypted into one. */
  readonly secondInput?: string;
  readonly output: string | null;
  /** The second of two images that were encrypted into one. */
  readonly secondOutput?: string;
  readonly cipher: string | null;
  readonly protection: string | null;
  readonly payload: string | null;
  /** What the input is, where for that reason it became a file unasked. */
  readonly fallback?: string;
  /** What of the input will not come back, where something will not. */
  readonly notKept?: readonly string[];
  /** Present where decrypting gives an approximation. */
  readonly lossy?: true;
  readonly seconds: number;
  readonly error?: Failure;
}

/** What work on one file comes to. */
export interface Done {
  readonly secondInput?: string;
  readonly output: string;
  readonly secondOutput?: string;
  readonly cipher: string;
  readonly protection: string;
  readonly payload: string;
  readonly fallback?: string;
  readonly notKept?: readonly string[];
  readonly lossy?: true;
  /** Bytes of the inputs' and of the outputs' files. */
  readonly sizes: readonly [before: number, after: number];
  /** For standard error, each a line. */
  readonly notes: readonly string[];
}

/** Takes the part of one file's work that is done, 0 to 1. */
export type OnProgress = (done: number) => void;

export interface Batch {
  /** "encrypting", "decrypting". */
  readonly label: string;
  readonly json: boolean;
  /** Files worked on at the same time. */
  readonly width: number;
  /** What is known about a result even when it fails. */
  readonly known: Pick<Result, "cipher" | "protection" | "secondInput" | "lossy">;
}

/**
 * Does `work` for every input; a failure does not stop the others.
 * @param work resolves to undefined for a file that turns out not to be meant
 * @returns results in the order of the inputs
 */
export async function runBatch(
  inputs: readonly Input[],
  batch: Batch,
  work: (input: Input, index: number, onProgress: OnProgress) => Promise<Done | undefined>,
): Promise<Result[]> {
  const results: (Result | undefined)[] = Array.from({ length: inputs.length });
  const progress = startProgress(batch.label, !batch.json);
  const total = inputs.reduce((sum, input) => sum + input.size + 1, 0);
  let finished = 0;
  let next = 0;

  const workOn = async (input: Input, index: number): Promise<void> => {
    const started = performance.now();
    const seconds = (): number => Math.round(performance.now() - started) / 1000;
    try {
      const done = await work(input, index, (part) => {
        progress.update((finished + part * input.size) / total);
      });
      if (done === undefined) return;
      const { sizes, notes, ...about } = done;
      results[index] = { input: input.path, ...about, seconds: seconds() };
      progress.above(() => {
        for (const note of notes) say(`${printable(input.path)}: ${note}`);
        if (!batch.json) {
          const [before, after] = sizes.map(sizeText);
          remark(
            `${names(input.path, done.secondInput)} → ${names(done.output, done.secondOutput)}: ${about.cipher}, ${about.protection}, ${before} became ${after} in ${secondsText(seconds())}`,
          );
        }
      });
    } catch (error) {
      results[index] = failed(input.path, toFailure(error), batch.known, seconds());
    } finally {
      finished += input.size + 1;
      progress.update(finished / total);
    }
  };
  const lane = async (): Promise<void> => {
    for (let index = next++; index < inputs.length; index = next++) {
      await workOn(inputs[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: batch.width }, lane));
  progress.stop();
  return results.filter((result) => result !== undefined);
}

function names(first: string, second: string | undefined): string {
  return second === undefined ? printable(first) : `${printable(first)} + ${printable(second)}`;
}

/** The result for an input that could not be done. */
export function failed(input: string, error: Failure, known: Batch["known"], seconds = 0): Result {
  return { input, output: null, ...known, payload: null, seconds, error };
}

/** Whether an input was done. */
export function succeeded(result: Result): boolean {
  return result.error === undefined;
}

/** Tells how the call went: the JSON document, or the failures one a line; sets the exit code. */
export function report(results: readonly Result[], verb: string, json: boolean): void {
  const failures: Failure[] = [];
  for (const { input, error } of results) {
    if (error === undefined) continue;
    failures.push(error);
    say(`${printable(input)}: ${error.message}`);
  }
  if (failures.length > 0) process.exitCode = 1;
  if (json) {
    const error = failures.length > 0 && { error: overallFailure(results.length, failures) };
    printJson({ results, ...error });
  } else if (results.length > 1) {
    const done = results.length - failures.length;
    remark(`${done} of ${results.length} files ${verb}`);
  }
}
