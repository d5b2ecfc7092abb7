import type {
  BenchResult,
  EventLoopResult,
  LaboratoryResult,
  Machine,
  PageReport,
  TrainingReport,
} from "@neuroveil/bench";
import { Command } from "commander";
import { benchAgainst } from "../bench/against.ts";
import { needs } from "../registry/optional-packages.ts";
import { print, printJson, say } from "../terminal/streams.ts";
import { table } from "../terminal/table.ts";
import { secondsText } from "../terminal/units.ts";

interface BenchOptions {
  readonly against?: string;
  readonly quick?: true;
  readonly json?: true;
}

/** `bench`: the hybrid cipher against AES and others, on this machine. */
export function bench(): Command {
  return new Command("bench")
    .description("Measure the ciphers against AES-256-GCM on this machine.")
    .option("--quick", "fewer rounds: a first impression in seconds")
    .option("--against <dir>", "measure beside another build of neuroveil, there")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
MB/s of raw pixels (10^6 bytes); medians of rounds interleaved with AES-256-GCM
of node:crypto in the same process on the same buffers, key set-up included.
"to AES" is the speed, encrypting/decrypting, over that of AES as a program uses
it, the whole image in one call; "to its best" over that of AES in 256 KB parts
of recycled memory.
Without --quick also every other cipher, a photograph from file to file in
processes of its own, the laboratory on one thread without the ciphers' own
time, training steps, how long a server's event loop is blocked, and, in a
checkout, the page in Chromium. That takes minutes and wants a machine that does
nothing else.
With --against, this build's speed over that of the build in a folder (a built
checkout, or where neuroveil was installed), cipher by cipher, in pairs of
processes. Exit code 1 when a row has become slower: below 0.95, and certainly
so among all rows. That takes a quarter of an hour; with --quick, the flagship
cipher and the photograph alone, a few minutes.

Example:
  $ neuroveil bench --quick`,
    )
    .hook("preAction", needs("@neuroveil/bench"))
    .action(run);
}

async function run(options: BenchOptions): Promise<void> {
  const quick = options.quick === true;
  if (options.against !== undefined) {
    await benchAgainst(options.against, { quick, json: options.json === true });
    return;
  }
  const { runBench } = await import("@neuroveil/bench");
  const report = await runBench({
    quick,
    // So that somebody who waits sees that it goes on.
    onResult: (result) => {
      if (process.stderr.isTTY && !options.json) say(`measured ${result.id}`);
    },
  });
  if (options.json) {
    printJson(report);
    return;
  }
  const { machine, results, endToEnd, eventLoop, laboratory, training, page } = report;
  print(table(head, results.map(row)));
  print(machineText(machine));
  if (laboratory !== undefined) print(laboratoryText(laboratory));
  if (training !== undefined) print(trainingText(training));
  if (eventLoop !== undefined) print(eventLoopText(eventLoop));
  if (page !== undefined) print(pageText(page));
  if (endToEnd === undefined) return;
  const { encryptSeconds, decryptSeconds, plainSeconds, pipelineSeconds, ratio } = endToEnd;
  print(
    `\nA photograph of 12 megapixels, file to file on all threads, in processes that did one before:\n` +
      `encrypted in ${secondsText(encryptSeconds)}, decrypted in ${secondsText(decryptSeconds)}. Encrypting takes ` +
      `${ratio.toFixed(2)} × decoding it and writing\nan uncompressed PNG (sharp in two steps, ` +
      `${secondsText(plainSeconds)}; streaming, ${secondsText(pipelineSeconds)}).`,
  );
}

function machineText({ processor, processors, node, loadBefore }: Machine): string {
  const load = loadBefore.map((value) => value.toFixed(2)).join(", ");
  return (
    `\n${processor}, ${processors} processors, Node ${node}; load before it began: ${load}.\n` +
    `"processors" is how many were at work while encrypting.`
  );
}

function eventLoopText(eventLoop: readonly EventLoopResult[]): string {
  const rows = eventLoop.map(({ id, seconds, longestMs }) => [
    id,
    secondsText(seconds),
    longestMs.toFixed(1),
  ]);
  return `\n${table(["in a server, the photograph", "time", "longest block, ms"], rows)}`;
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

function pageText(page: PageReport): string {
  if ("leftOut" in page) return `\nThe page was left out: ${page.leftOut}.`;
  const { pageSeconds, nodeSeconds, throughput, longestBlockMs } = page;
  return (
    `\nIn the page, in Chromium without shared memory, that photograph is encrypted, decrypted and compared in\n` +
    `${secondsText(pageSeconds)}, at ${throughput.toFixed(2)} of the throughput of the same task in Node (${secondsText(nodeSeconds)}). The page's own thread was\n` +
    `blocked for ${longestBlockMs.toFixed(0)} ms at the longest (0: for less than 50).`
  );
}

const head = [
  "id",
  "threads",
  "bytes",
  "encrypt MB/s",
  "decrypt MB/s",
  "processors",
  "to AES",
  "to its best",
];

function row({ id, threads, bytes, encrypt, decrypt, beside }: BenchResult): string[] {
  const to = (yardstick: string): string => {
    const found = beside.find((one) => one.id === yardstick);
    return found === undefined
      ? ""
      : `${found.ratio.encrypt.median.toFixed(2)}/${found.ratio.decrypt.median.toFixed(2)}`;
  };
  return [
    id,
    String(threads),
    String(bytes),
    encrypt.mbs.toFixed(1),
    decrypt.mbs.toFixed(1),
    encrypt.processors.toFixed(2),
    to("aes-256-gcm"),
    to("aes-256-gcm-parts"),
  ];
}
