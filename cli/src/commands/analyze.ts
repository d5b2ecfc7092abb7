import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { printable } from "@neuroveil/files";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import type { MadeElsewhere } from "@neuroveil/lab/analysis";
import type { ElsewhereFiles } from "../analysis/elsewhere-folder.ts";
import type { AnalysisResult } from "../analysis/run-analysis.ts";
import type { Readings } from "../batch/read-each.ts";
import type { Input } from "../files/inputs.ts";
import { checkStandardInput, inputName } from "../files/standard-input.ts";
import { parseKeyFlag } from "../keys/hex.ts";
import {
  loadOwnCipher,
  ownSource,
  ownWords,
  takesOwnCipher,
  type OwnCipherOptions,
} from "../own/own-cipher.ts";
import { needs } from "../registry/optional-packages.ts";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson, say } from "../terminal/streams.ts";
import { wrapped } from "../terminal/wrap.ts";

const defaultPositions = 100;

interface AnalyzeOptions extends OwnCipherOptions {
  readonly cipher?: string;
  readonly pair?: string;
  readonly pairs?: string;
  readonly key?: Uint8Array;
  readonly positions: number;
  readonly verbose?: true;
  readonly quiet?: true;
  readonly json?: true;
  readonly report?: string;
  readonly force?: true;
}

/** `analyze`: ciphers judged by the metrics of the field, on one image. */
export function analyze(): Command {
  const command = new Command("analyze")
    .description("Judge ciphers on an image by the field's metrics, with intervals and verdicts.")
    .argument("[image...]", "plain PNGs or JPEGs, folders of them, or - alone")
    .option("--cipher <ids>", "ciphers with commas between, or all (default: hybrid)")
    .option("--pair <image>", "judge this cipher image, made elsewhere, instead")
    .addOption(
      new Option(
        "--pairs <folder>",
        "judge what somebody's cipher made: plain, cipher and changed images",
      ).conflicts(["pair", "module", "command"]),
    );
  return takesOwnCipher(command, "judge")
    .addOption(
      new Option("--key <hex64>", "to repeat a run: what native keys come from").argParser(
        parseKeyFlag,
      ),
    )
    .addOption(
      new Option("--positions <n>", "places at which one sample is changed, from 16")
        .argParser(parsePositions)
        .default(defaultPositions),
    )
    .option("-v, --verbose", "every metric with its limits, not one line a cipher")
    .option("-q, --quiet", "no progress on standard error")
    .option("--json", "print one JSON document")
    .option("--report <file>", "write pictures and figures as one HTML file")
    .option("--force", "replace a report that is already there")
    .addHelpText(
      "after",
      `
Each cipher encrypts the image bare: no seal, no wrapping, a native key of its
own. It is told in one line whether it passes, and what it fails; --verbose has
a row a metric, beside it what an ideal cipher gives: the limits of one that
passes, after the mean where there is only one limit. Verdicts are one family
per cipher at level 0.001 by Holm's rule, so that an ideal cipher fails anywhere
once in a thousand images at the most. "info" is measured and not judged.

NPCR, UACI and avalanche compare two images that differ by one in one sample, at
a fixed key and nonce: smallest and largest over all positions (first, last and
corners included), and whether they vary between positions as chance would
(scores). Key sensitivity flips one bit of the native key, for encryption (npcr)
and for decryption (psnr, correlation, refusals). 16-bit samples are compared as
wholes; entropies, chi-square and deviations count their bytes. docs/analyze.md
explains every metric.

AES-256-CTR and the canary are always shown beside the chosen ciphers, with 16
positions. Under the repeated nonce of the NPCR test AES changes one sample
only, as every stream cipher does; npcr-min-as-used gives each image a nonce of
its own. The canary has a key of 16 bits, which any computer finds, and passes:
that is what passing is worth. --cipher takes the laboratory's baselines too,
and "all" is every cipher and baseline.

--report writes one HTML file that needs nothing else: plain and cipher images,
histograms, neighbouring samples, bits, what small changes do, and every metric
with its interval.

--pair has only the two images: what compares encryptions with each other (NPCR,
UACI, avalanche, key sensitivity) is absent. --pairs reads a folder, or folders
in it, with plain.png, cipher.png, and as many of one-sample-*.png,
key-bit-*.png, wrong-key-*.png, other-nonce-*.png and decrypted.png as there
are; it says what cannot be measured. --module and --command run
programs of yours; docs/own-cipher.md has whole ones.

Examples:
  $ neuroveil analyze photo.jpg
  $ neuroveil analyze a.png b.png scans/ --positions 16
  $ neuroveil analyze scan.png --cipher hybrid,hybrid-literal --verbose
  $ neuroveil analyze photo.png --pair cipher.png
  $ neuroveil analyze --pairs made-in-matlab/
  $ neuroveil analyze photo.png --module veil.mjs
  $ neuroveil analyze photo.png --command 'python3 cipher.py'
  $ neuroveil analyze photo.jpg --report photo.html
  $ neuroveil analyze a.png --cipher all --positions 16 --json > analysis.json`,
    )
    .hook("preAction", needs("@neuroveil/lab"))
    .action(run);
}

async function run(given: string[], options: AnalyzeOptions): Promise<void> {
  checkStandardInput(given, [options.pair]);
  const encryptions = await elsewhereBy(given, options);
  const names = encryptions === undefined ? given : [...encryptions.keys()];
  const { report, positions } = options;
  const force = options.force === true;
  const { namesSeveral, readEach } = await import("../batch/read-each.ts");
  if (await namesSeveral(names)) refuseSeveral(options);
  if (report !== undefined) {
    const { checkReportName } = await import("../analysis/report-file.ts");
    const inputs = [...names, options.pair, options.module].filter((file) => file !== undefined);
    await checkReportName(report, inputs, force);
  }
  const chosen = await chooseCiphers(options);
  const { isPicture, readImage } = await import("../analysis/images.ts");
  const { runAnalysis } = await import("../analysis/run-analysis.ts");
  const secret = options.key ?? new Uint8Array(randomBytes(32));
  const key = Buffer.from(secret).toString("hex");
  const tell = options.json ? undefined : await teller(options);
  const progress = startProgress("analysing", !options.json && !options.quiet);

  const analyzeOne = async ({ path }: Input, done: number, all: number): Promise<Analysed> => {
    const image = await readImage(path);
    const elsewhere = await madeElsewhere(image, options.pair, encryptions?.get(path));
    const onProgress = (part: number): void => progress.update((done + part) / all);
    const pictures = report !== undefined;
    const judged = await runAnalysis({
      image,
      chosen,
      elsewhere,
      secret,
      positions,
      pictures,
      onProgress,
    });
    if (report !== undefined) {
      const { writeReport } = await import("../analysis/report-file.ts");
      const call = {
        path,
        image,
        pair: encryptions?.get(path)?.cipher ?? options.pair,
        words: callWords(path, options, key),
      };
      await writeReport(report, judged, call, force);
    }
    const results = judged.map(({ result }) => result);
    progress.above(() => tell?.(path, image, results));
    const { width, height, channels, bits } = image;
    return { input: path, image: { width, height, channels, bits }, results };
  };
  const walk = {
    wanted: "images to analyse",
    leftOut: "files other than plain images",
    accept: isPicture,
  };
  const readings = await readEach(names, walk, analyzeOne).finally(() => progress.stop());

  if (options.json) printJson(documentOf(readings, key));
  else if (readings.read.length > 0) printEnd(options, key);
}

/**
 * What `--pairs` names, by the path of the plain image; undefined without it.
 * @throws {NeuroveilError} "usage" where there is no image, or one beside --pairs
 */
async function elsewhereBy(
  names: readonly string[],
  { pairs }: AnalyzeOptions,
): Promise<ReadonlyMap<string, ElsewhereFiles> | undefined> {
  if ((pairs === undefined) === (names.length === 0))
    throw new NeuroveilError("usage", {
      expected: "an image, or --pairs and its folder",
      got: pairs === undefined ? "neither" : "both",
      todo: "see `neuroveil analyze --help`",
    });
  if (pairs === undefined) return undefined;
  const { findElsewhere } = await import("../analysis/elsewhere-folder.ts");
  const found = await findElsewhere(pairs);
  for (const { name, others } of found)
    if (others.length > 0)
      say(`left out of ${printable(name)}, by their names: ${others.map(printable).join(", ")}`);
  return new Map(found.map((files) => [files.plain, files]));
}

async function madeElsewhere(
  plain: Image,
  pair: string | undefined,
  files: ElsewhereFiles | undefined,
): Promise<MadeElsewhere | undefined> {
  if (files !== undefined) {
    const { readElsewhere } = await import("../analysis/elsewhere-folder.ts");
    return await readElsewhere(files);
  }
  if (pair === undefined) return undefined;
  const { readImage } = await import("../analysis/images.ts");
  const { pairAlone } = await import("@neuroveil/lab/analysis");
  return pairAlone(plain, await readImage(pair));
}

/** What `--json` has of one image. */
interface Analysed {
  readonly input: string;
  readonly image: Pick<Image, "width" | "height" | "channels" | "bits">;
  readonly results: readonly AnalysisResult[];
}

function documentOf({ several, read, all, error }: Readings<Analysed>, key: string): object {
  if (several) return { key, images: all, ...(error && { error }) };
  const { image, results } = read[0]!;
  return { image, key, results };
}

/** @throws {NeuroveilError} "usage" for what belongs to one image */
function refuseSeveral({ pair, report }: AnalyzeOptions): void {
  if (pair !== undefined) {
    throw new NeuroveilError("usage", {
      expected: "one image beside --pair",
      got: "several",
      todo: "analyse them pair by pair",
    });
  }
  if (report !== undefined) {
    throw new NeuroveilError("usage", {
      expected: "one image for --report",
      got: "several",
      todo: "`neuroveil compare --report` has one page for many",
    });
  }
}

/** Tells what came of one image: a line a cipher, and with `--verbose` their tables. */
async function teller({
  verbose,
}: AnalyzeOptions): Promise<
  (path: string, image: Image, results: readonly AnalysisResult[]) => void
> {
  const { summaryText } = await import("../analysis/summary-text.ts");
  const { analysisText } = await import("../analysis/analysis-table.ts");
  const { elsewhereText } = await import("../analysis/elsewhere-text.ts");
  const { shortfalls } = await import("@neuroveil/lab/analysis");
  return (path, { width, height, channels, bits, colour }, results) => {
    print(`${inputName(path)}: ${width} × ${height}, ${channels} × ${bits} bits, ${colour}\n`);
    for (const result of results) print(summaryText(result));
    // The same of every cipher on this image, but for the yardsticks' fewer positions.
    for (const sentence of shortfalls(results[0]!)) print(wrapped(sentence));
    for (const sentence of elsewhereText(results[0]!)) print(wrapped(sentence));
    print("");
    if (verbose) for (const result of results) print(`${analysisText(result, colour)}\n`);
  };
}

function printEnd({ report, verbose }: AnalyzeOptions, key: string): void {
  const notes = [
    report !== undefined && `Written: ${printable(report)}`,
    verbose !== true && "Every metric with its interval: --verbose, or --report FILE.html.",
    "Passing proves nothing about security: the canary passes these metrics as well, and 65,536 trials open it.",
  ];
  for (const note of notes) if (note !== false) print(wrapped(note));
  print(`To repeat this run: --key ${key}`);
}

/** The call that repeats this one, in the folder of its files. */
function callWords(path: string, options: AnalyzeOptions, key: string): readonly string[] {
  const { cipher, pair, pairs, module, positions, report } = options;
  const named = module === undefined ? options : { ...options, module: basename(module) };
  const own = ownWords(named).map((word) => (word.startsWith("--") ? word : quoted(word)));
  const flag = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [name, quoted(basename(value))];
  return [
    "analyze",
    ...(pairs === undefined ? [quoted(basename(path))] : []),
    ...flag("--cipher", cipher),
    ...flag("--pair", pair),
    ...flag("--pairs", pairs),
    ...own,
    ...flag("--positions", positions === defaultPositions ? undefined : String(positions)),
    ...flag("--key", key),
    ...flag("--report", report),
  ];
}

function quoted(word: string): string {
  return /^[\w.,+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** hybrid, unless something else is to be judged. */
async function chooseCiphers(options: AnalyzeOptions): Promise<readonly Cipher[]> {
  const { chosenCiphers } = await import("../analysis/chosen-ciphers.ts");
  const own = ownSource(options);
  const other = (options.pair ?? options.pairs ?? own) !== undefined;
  const named = options.cipher ?? (other ? undefined : "hybrid");
  const chosen = named === undefined ? [] : chosenCiphers(named);
  return own === undefined ? chosen : [await loadOwnCipher(own), ...chosen];
}

function parsePositions(value: string): number {
  const count = /^\d+$/.test(value) ? Number(value) : 0;
  if (count >= 16 && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError("Give a whole number from 16.");
}
