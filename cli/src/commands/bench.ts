import type { BenchResult, LaboratoryResult, TrainingReport } from "@neuroveil/bench";
import { Command } from "commander";
import { print, printJson, say } from "../terminal/streams.ts";
import { table } from "../terminal/table.ts";
import { secondsText } from "../terminal/units.ts";

interface BenchOptions {
  readonly quick?: true;
  readonly json?: true;
}

/** `bench`: the hybrid cipher against AES and others, on this machine. */
export function bench(): Command {
  return new Command("bench")
    .description("Measure the ciphers against AES-256-GCM on this machine.")
    .option("--quick", "fewer rounds: a first impression in seconds")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
MB/s of raw pixels (10^6 bytes); medians of pairs interleaved with AES-256-GCM
of node:crypto in the same process on the same buffers, key set-up included.
"to AES" is the cipher's speed over AES's. Without --quick also every other
cipher, a photograph from file to file in processes of its own, the laboratory
on one thread without the ciphers' own time, and training steps. That takes
minutes.

Example:
  $ neuroveil bench --quick`,
    )
    .action(run);
}

async function run(options: BenchOptions): Promise<void> {
  const { runBench } = await import("@neuroveil/bench");
  const { results, endToEnd, laboratory, training } = await runBench({
    quick: options.quick === true,
    // So that somebody who waits sees that it goes on.
    onResult: (result) => {
      if (process.stderr.isTTY && !options.json) say(`measured ${result.id}`);
    },
  });
  if (options.json) {
    printJson({
      results,
      ...(endToEnd && { endToEnd }),
      ...(laboratory && { laboratory }),
      ...(training && { training }),
    });
    return;
  }
  print(table(head, results.map(row)));
  print(recycledNote(results));
  if (laboratory !== undefined) print(laboratoryText(laboratory));
  if (training !== undefined) print(trainingText(training));
  if (endToEnd === undefined) return;
  const { encryptSeconds, decryptSeconds, plainSeconds, pipelineSeconds, ratio } = endToEnd;
  print(
    `\nA photograph of 12 megapixels, file to file on all threads, in processes that did one before:\n` +
      `encrypted in ${secondsText(encryptSeconds)}, decrypted in ${secondsText(decryptSeconds)}. Encrypting takes ` +
      `${ratio.toFixed(2)} × decoding it and writing\nan uncompressed PNG (sharp in two steps, ` +
      `${secondsText(plainSeconds)}; streaming, ${secondsText(pipelineSeconds)}).`,
  );
}

/** AES is quicker when its results need no new memory; nobody should think that it is not. */
function recycledNote(results: readonly BenchResult[]): string {
  const hybrid = results.find(({ id }) => id === "hybrid")!;
  const recycled = results.find(({ id }) => id === "aes-256-gcm-recycled")!;
  return (
    `\n"AES MB/s" is AES-256-GCM as it ran beside that row, every result kept; how fast that is depends on\n` +
    `whether the system has to find new memory for it. Against AES in recycled memory, its fastest, hybrid\n` +
    `has ${(hybrid.encryptMBs / recycled.encryptMBs).toFixed(3)}.`
  );
}

function laboratoryText(laboratory: readonly LaboratoryResult[]): string {
  const rows = laboratory.map(({ id, bytes, seconds }) => [
    id,
    String(bytes),
    secondsText(seconds),
  ]);
  return `\n${table(["laboratory", "bytes", "time"], rows)}`;
}

function trainingText(training: TrainingReport): string {
  if ("leftOut" in training) return `\nTraining steps were left out: ${training.leftOut}.`;
  const rows = training.results.map((result) => [
    result.id,
    String(result.threads),
    result.stepsPerSecond.toFixed(1),
    result.stepMs.toFixed(1),
    result.processorMs.toFixed(1),
    result.byHandMs.toFixed(1),
    result.ratio.toFixed(2),
  ]);
  const titles = ["training", "threads", "steps/s", "ms", "processor ms", "by hand", "ratio"];
  return (
    `\n${table(titles, rows)}\n\n` +
    `A step is forward, backward and Adam on 64 examples; medians. "by hand" is an ONNX graph of the same step\n` +
    `whose gradients were derived by hand, measured in turn with it; "ratio" is what the autodiff's takes over that.`
  );
}

const head = ["id", "threads", "bytes", "encrypt MB/s", "decrypt MB/s", "AES MB/s", "to AES"];

function row(result: BenchResult): string[] {
  return [
    result.id,
    String(result.threads),
    String(result.bytes),
    result.encryptMBs.toFixed(1),
    result.decryptMBs.toFixed(1),
    result.aesMBs.toFixed(1),
    result.ratioToAes.toFixed(3),
  ];
}
