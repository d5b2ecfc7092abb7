import { type Failure, overallFailure } from "@neuroveil/jobs";
import { inputName } from "../files/standard-input.ts";
import { printJson, say } from "../terminal/streams.ts";
import type { Voice } from "../terminal/voice.ts";
import type { Result, Status } from "./results.ts";

export interface Reporting {
  readonly json: boolean;
  readonly voice: Voice;
  /** What the call was to come to, and how that is said of files: "written", "encrypted". */
  readonly aim: readonly [status: Status, words: string];
}

/** Tells how the call went: the JSON document, or failures and a total; sets the exit code. */
export function report(results: readonly Result[], { json, voice, aim }: Reporting): void {
  const failures: Failure[] = [];
  for (const { input, error } of results) {
    if (error === undefined) continue;
    failures.push(error);
    say(`${inputName(input)}: ${error.message}`);
  }
  if (failures.length > 0) process.exitCode = 1;
  if (json) {
    const error = failures.length > 0 && { error: overallFailure(results.length, failures) };
    printJson({ results, ...error });
  } else if (results.length > 1) {
    voice.done(totalText(results, aim));
  }
}

function totalText(results: readonly Result[], [status, words]: Reporting["aim"]): string {
  const count = (wanted: Status): number =>
    results.filter((result) => result.status === wanted).length;
  const skipped = count("skipped");
  const rest = skipped === 0 ? "" : `, ${skipped} skipped because their results are there`;
  return `${count(status)} of ${results.length} files ${words}${rest}`;
}
