import { createReadStream } from "node:fs";
import { systemPath } from "@neuroveil/files";
import { Command, InvalidArgumentError, Option } from "commander";
import { needs } from "../registry/optional-packages.ts";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson, say } from "../terminal/streams.ts";

interface NistOptions {
  readonly bits: number;
  readonly sequences?: number;
  readonly json?: true;
}

/** `nist`: NIST SP 800-22 of a stream of bytes. */
export function nist(): Command {
  return new Command("nist")
    .description("Test a stream of bytes by NIST SP 800-22.")
    .argument("<file>", "a file, or - for standard input")
    .addOption(
      new Option("--bits <n>", "length of a sequence").argParser(parseCount).default(1_000_000),
    )
    .addOption(
      new Option("--sequences <n>", "how many at the most (default: all)").argParser(parseCount),
    )
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Exit code 0: nothing is rejected at the family's level; 1: something is.
Passing proves nothing about security (docs/nist.md).

Examples:
  $ neuroveil nist keystream.bin --sequences 10
  $ neuroveil keystream conv-multi --key $KEY --bytes 125000 | neuroveil nist -`,
    )
    .hook("preAction", needs("@neuroveil/lab"))
    .action(run);
}

async function run(file: string, { bits, sequences, json }: NistOptions): Promise<void> {
  const { bitSequences, nistSuite, nistTable } = await import("@neuroveil/lab/nist");
  const most = sequences ?? Infinity;
  const stream = file === "-" ? process.stdin : createReadStream(systemPath(file));
  const progress = startProgress("testing", json !== true);
  const assessment = await nistSuite(first(bitSequences(stream, bits), most), {
    // How many there will be is not known of a stream.
    onProgress: (done) => progress.update(Math.min(1, done / most), `${done.toFixed(1)} sequences`),
  }).finally(() => progress.stop());
  if (json === true) printJson(assessment);
  else print(nistTable(assessment).trimEnd());
  if (most !== Infinity && assessment.sequences < most)
    say(`${assessment.sequences} sequences tested, not ${most}: the bytes end there`);
  if (!assessment.pass) process.exitCode = 1;
}

async function* first<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T> {
  let given = 0;
  for await (const item of items) {
    yield item;
    if (++given === most) return;
  }
}

function parseCount(value: string): number {
  const count = /^\d+$/.test(value) ? Number(value) : 0;
  if (count >= 1 && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError("Give a whole number, at least 1.");
}
