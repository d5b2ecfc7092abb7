import { Option, type Command } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import type { Destination } from "../files/destination.ts";
import { refuseTerminal } from "../terminal/streams.ts";
import type { Loudness } from "../terminal/voice.ts";

/** What `encrypt` and `decrypt` do with their results, whatever these are. */
export interface BatchOptions extends Loudness {
  readonly output?: string;
  readonly force?: true;
  readonly skipExisting?: true;
  readonly dryRun?: true;
}

export function addOutputOption(command: Command): Command {
  return command.option(
    "-o, --output <file|dir|->",
    "the result, a folder for all, or standard output",
  );
}

export function addBatchOptions(command: Command): Command {
  return command
    .option("--force", "replace results that are already there")
    .addOption(
      new Option(
        "--skip-existing",
        "leave out whose result is there: a stopped batch goes on",
      ).conflicts("force"),
    )
    .option("--dry-run", "say what would be written, and write nothing")
    .option("-q, --quiet", "say only what fails, is lost or is not safe")
    .option("--json", "print one JSON document");
}

/**
 * Refuses standard output where something else is to stand there, or nobody could read it.
 * @throws {NeuroveilError} "usage"
 */
export function checkStandardOutput(
  destination: Destination,
  { json, dryRun }: BatchOptions,
  example: string,
): void {
  if (destination.kind !== "stream") return;
  if (json) {
    throw new NeuroveilError("usage", {
      expected: "one thing on standard output",
      got: "the result and --json",
      todo: "name a file after --output",
    });
  }
  if (!dryRun) refuseTerminal(`> ${example}, or --output ${example}`);
}
