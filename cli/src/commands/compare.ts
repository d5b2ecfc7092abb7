import { join } from "node:path";
import { beforeStopping, printable } from "@neuroveil/files";
import type { Dataset, LeftOut } from "@neuroveil/lab/datasets";
import { Command, InvalidArgumentError, Option } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import { ownSource, takesOwnCipher, type OwnCipherOptions } from "../own/own-cipher.ts";
import type { ProducerFlags } from "../queue/producing.ts";
import { addProducerOptions } from "../queue/queue-options.ts";
import { ownStays } from "../queue/own-stays.ts";
import { needs } from "../registry/optional-packages.ts";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson, say } from "../terminal/streams.ts";
import { wrapped } from "../terminal/wrap.ts";
import type { Elsewhere } from "../comparison/elsewhere.ts";
import type { Engine } from "../comparison/engine.ts";
import type { Compared } from "../comparison/run-comparison.ts";

interface CompareOptions extends OwnCipherOptions, ProducerFlags {
  readonly ciphers: string;
  readonly pairs?: string;
  readonly limit: number;
  readonly keys: number;
  readonly positions: number;
  readonly seed: string;
  readonly report?: string;
  readonly force?: true;
  readonly quiet?: true;
  readonly json?: true;
}

/** Files named in a line. */
const mostNamed = 5;

/** `compare`: ciphers over many images and keys, beside AES and the canary. */
export function compare(): Command {
  const whole = (least: number) => (value: string) => parseCount(value, least);
  const command = new Command("compare")
    .description("Compare ciphers over many images and keys, with exact intervals.")
    .argument("[images...]", 'images, folders, MNIST or CIFAR-10 files, or "generated"')
    .option("--ciphers <ids>", "ciphers with commas between, or all", "hybrid")
    .option(
      "--pairs <folder>",
      "what somebody's cipher made of images, beside the others' on these",
    );
  return addProducerOptions(takesOwnCipher(command, "compare"))
    .addOption(
      new Option("--limit <n>", "images at the most").argParser(whole(1)).default(Infinity, "all"),
    )
    .addOption(new Option("--keys <n>", "keys for every image").argParser(whole(1)).default(4))
    .addOption(
      new Option("--positions <n>", "places at which one sample is changed, 16 and more")
        .argParser(whole(16))
        .default(16),
    )
    .option("--seed <text>", "what the keys are derived from", "neuroveil")
    .option("--report <dir>", "keep results there, go on with what is there, write a report")
    .option("--force", "replace the report of another comparison in that folder")
    .option("-q, --quiet", "no progress on standard error")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Every cipher encrypts every image bare, under keys that are derived from the
seed, and each result is judged as \`neuroveil analyze\` does. AES-256-CTR and
the canary (16-bit keys behind a good mask) are always among the ciphers.

  passes         image and key pairs in which nothing failed, with the exact
                 binomial interval
  rejected       tests of all images and keys together, one family at level
                 0.001 by Holm's rule
  as used        the verdict without NPCR, UACI and avalanche under a repeated
                 nonce
  mean z, fit p  of the metric: the mean of its scores, whether its p-values are
                 spread evenly
  mean ± 95%     of what papers print, by cipher and data set; each data set
                 that is named counts by itself
  like AES       p-value: whether rate of rejection and scores are those of AES
                 over the same images and keys

With --report DIR finished jobs are kept in DIR/results.jsonl as they come:
started again after whatever stopped it, the same call does only what is missing
and ends with the same tables, in DIR/comparison.json and DIR/index.html, beside
the papers' tables as CSV and LaTeX, charts as SVG, and a manifest that repeats
the run. Only one run at a time works in DIR; the report of another comparison
there is replaced with --force only. Images with the same samples count once.
Files that are left out are named before the work begins, and so is that there
will be too few pairs of image and key to tell any cipher from AES.

--pairs FOLDER has images that somebody's cipher made, as "elsewhere" beside the
others on the same plain images; docs/own-cipher.md has the names of its files.
What is made of one of them counts once, whatever --keys says.

With --queue, workers on other machines measure (\`neuroveil worker
--laboratory\`, docs/cluster.md), with the same results; --module and --command
stay here.

Examples:
  $ neuroveil compare photos --ciphers hybrid,conv-multi --report results
  $ neuroveil compare --pairs made-in-matlab/
  $ neuroveil compare mnist --limit 200 --keys 1
  $ neuroveil compare generated --ciphers all --json > comparison.json`,
    )
    .hook("preAction", needs("@neuroveil/lab"))
    .action(run);
}

async function run(names: readonly string[], options: CompareOptions): Promise<void> {
  const { limit, keys, positions, seed, report, json } = options;
  const { comparedCiphers } = await import("../comparison/cipher-source.ts");
  const own = ownSource(options);
  if (own !== undefined && options.queue !== undefined) throw ownStays();
  const ciphers = await comparedCiphers(options.ciphers, own);
  const elsewhere = await elsewhereIn(names, options);
  const { openDataset, sideBySide } = await import("@neuroveil/lab/datasets");
  const parts = await Promise.all(names.map((name) => openDataset(name)));
  const dataset =
    elsewhere?.dataset ?? (parts.length === 1 ? parts[0]! : sideBySide(nameOf(names), parts));
  const { ReportFolder } = await import("../comparison/report-folder.ts");
  const { version } = await import("../version.ts");
  const settings = { limit, keys, seed, positions, version: version() };
  const ids = [
    ...(elsewhere === undefined ? [] : [elsewhere.id]),
    ...ciphers.map(({ cipher }) => cipher.id),
  ];
  const plan = { dataset: dataset.name, ciphers: ids, ...settings };
  const folder =
    report === undefined
      ? undefined
      : await ReportFolder.open(report, plan, options.force === true);

  const { runComparison } = await import("../comparison/run-comparison.ts");
  const engine = await engineFor(options);
  const progress = startProgress("comparing", !json && !options.quiet);
  const forget = beforeStopping(() =>
    say(
      report === undefined
        ? "stopped; nothing is kept without --report, with which the same call goes on"
        : `stopped; what is measured is kept, and the same call goes on from ${printable(report)}`,
    ),
  );
  const notes = json ? [] : await warnings(dataset, limit, keys, ciphers.length - 1);
  let compared: Compared;
  try {
    compared = await runComparison(
      { dataset, ciphers, elsewhere, ...settings },
      { engine, journal: folder?.journal },
      (done) => progress.update(done),
      () => notes.forEach((note) => progress.above(() => say(note))),
    );
    await folder?.write(compared, ciphers);
  } finally {
    forget();
    progress.stop();
    await engine.close();
    await folder?.close();
  }

  await tell(compared, dataset.leftOut ?? [], options);
}

async function engineFor(options: CompareOptions): Promise<Engine> {
  if (options.queue === undefined) {
    const { createEngine } = await import("../comparison/engine.ts");
    return createEngine();
  }
  const { QueuedWork } = await import("../measuring/queued-work.ts");
  return (await QueuedWork.open(options)).engine();
}

/** @throws {NeuroveilError} "usage" where there are no images, or others beside --pairs */
async function elsewhereIn(
  names: readonly string[],
  { pairs }: CompareOptions,
): Promise<Elsewhere | undefined> {
  if ((pairs === undefined) === (names.length === 0))
    throw new NeuroveilError("usage", {
      expected: "images, or --pairs and its folder",
      got: pairs === undefined ? "neither" : "both",
      todo: "see `neuroveil compare --help`",
    });
  if (pairs === undefined) return undefined;
  const { openElsewhere } = await import("../comparison/elsewhere.ts");
  return await openElsewhere(pairs);
}

/** What is to be known before hours of work: files that are left out, and that pairs will be too few. */
async function warnings(
  { leftOut = [], size }: Dataset,
  limit: number,
  keys: number,
  others: number,
): Promise<readonly string[]> {
  const reasons = [...new Set(leftOut.map(({ why }) => why))];
  const notes = reasons.map((reason) => {
    const names = leftOut.filter(({ why }) => why === reason).map(({ name }) => printable(name));
    const more = names.length - mostNamed;
    return `left out (${reason}): ${names.slice(0, mostNamed).join(", ")}${more > 0 ? ` and ${more} more; --json names them` : ""}`;
  });
  const { alpha, fewestPairs, yardstickId } = await import("@neuroveil/lab/comparison");
  const [pairs, needed] = [Math.min(limit, size) * keys, fewestPairs(others, alpha)];
  if (pairs >= needed) return notes;
  return [
    ...notes,
    `${pairs} pairs of image and key are too few to tell any cipher from ${yardstickId}, however far its values lie apart; ${needed} are enough: take more images, or more --keys`,
  ];
}

async function tell(
  compared: Compared,
  leftOut: readonly LeftOut[],
  { json, report }: CompareOptions,
): Promise<void> {
  const { comparison, losses, repeated } = compared;
  for (const { name, error } of losses) say(`${printable(name)}: ${error.message}`);
  if (losses.length > 0) process.exitCode = 1;
  if (json) {
    const error = losses[0]?.error;
    printJson({ ...comparison, losses, repeated, leftOut, ...(error !== undefined && { error }) });
    return;
  }
  const { comparisonText } = await import("../comparison/comparison-text.ts");
  print(comparisonText(comparison));
  if (repeated.length > 0)
    print(
      `\nLeft out, their samples are those of an earlier image: ${repeated.length}; --json names them`,
    );
  const canary = comparison.ciphers.find(({ cipher }) => cipher === "canary");
  const example =
    canary?.verdict === "pass" ? "the canary passes, and its 65,536 keys are tried in seconds" : "";
  print(`\n${wrapped(`Passing proves nothing about security${example && `: ${example}`}.`)}`);
  if (report !== undefined) print(`Report: ${printable(join(report, "index.html"))}`);
}

function nameOf(names: readonly string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names[0]!} and ${names.length - 1} more`;
}

function parseCount(value: string, least: number): number {
  const count = /^\d+$/.test(value) ? Number(value) : 0;
  if (count >= least && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError(`Give a whole number from ${least}.`);
}
