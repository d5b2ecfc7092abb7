import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Analysis } from "@neuroveil/lab";
import { analysisText } from "../analysis/analysis-table.ts";
import { readInput } from "../files/inputs.ts";
import { parseKeyFlag } from "../keys/hex.ts";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/streams.ts";
import { addLaterFlags } from "./later-flags.ts";

const laterFlags = ["--pair <image>", "--module <file>", "--report <file>"];

/** AES is there to compare with, which takes no more of them. */
const yardstickPositions = 16;

interface AnalyzeOptions {
  readonly cipher: string;
  readonly key?: Uint8Array;
  readonly positions: number;
  readonly json?: true;
}

/** `analyze`: ciphers judged by the metrics of the field, on one image. */
export function analyze(): Command {
  const command = new Command("analyze")
    .description("Judge ciphers on an image by the field's metrics, with intervals and verdicts.")
    .argument("<image>", "a PNG or JPEG")
    .option("--cipher <ids>", "ciphers with commas between, or all of the library", "hybrid")
    .addOption(
      new Option("--key <hex64>", "to repeat a run: what native keys are derived from").argParser(
        parseKeyFlag,
      ),
    )
    .addOption(
      new Option("--positions <n>", "places at which one sample is changed, 16 and more")
        .argParser(parsePositions)
        .default(100),
    )
    .option("--json", "print one JSON document");
  return addLaterFlags(command, laterFlags)
    .addHelpText(
      "after",
      `
Each cipher encrypts the image bare: no seal, no wrapping, a native key of its own. Every metric is
shown with what an ideal cipher gives and where that lies (each test's share of the level); verdicts
are one family per cipher at level 0.001 by Holm's rule, so that an ideal cipher fails anywhere once in
a thousand images at the most.

NPCR and UACI compare two images that differ by one in one sample, at a fixed key and nonce: smallest
and largest over all positions (first, last and corners included), and whether their scores are
standard normal together. Key sensitivity flips one bit of the native key. 16-bit samples are compared
as wholes; entropy and chi-square count their bytes. The time is the median of all encryptions.

AES-256-CTR is always shown beside the chosen ciphers, with 16 positions. Under the repeated nonce of
the NPCR test it changes one sample only, as every stream cipher does; npcr-min-as-used gives each
image a nonce of its own. --cipher takes the laboratory's baselines too.

Examples:
  $ neuroveil analyze photo.jpg
  $ neuroveil analyze scan.png --cipher hybrid,hybrid-literal
  $ neuroveil analyze photo.jpg --cipher all --positions 16 --json > analysis.json`,
    )
    .action(run);
}

async function run(path: string, options: AnalyzeOptions): Promise<void> {
  const { chosenCiphers, yardstick } = await import("../analysis/chosen-ciphers.ts");
  const chosen = chosenCiphers(options.cipher);
  const bytes = await readInput(path);
  const { decodeImage } = await import("neuroveil/image");
  const image = await decodeImage(bytes);
  const { analyzeCipher, nativeKeyFrom } = await import("@neuroveil/lab");
  const secret = options.key ?? new Uint8Array(randomBytes(32));

  const results: Analysis[] = [];
  const progress = startProgress("analysing", options.json !== true);
  try {
    const jobs = [
      ...chosen.map((cipher) => ({ cipher, positions: options.positions })),
      ...yardstick(chosen).map((cipher) => ({ cipher, positions: yardstickPositions })),
    ];
    for (const [done, { cipher, positions }] of jobs.entries()) {
      const key = await nativeKeyFrom(cipher, secret);
      const onProgress = (part: number): void => progress.update((done + part) / jobs.length);
      results.push(await analyzeCipher(cipher, image, { key, positions, onProgress }));
    }
  } finally {
    progress.stop();
  }

  const { width, height, channels, bits, colour } = image;
  const key = Buffer.from(secret).toString("hex");
  if (options.json) {
    printJson({ image: { width, height, channels, bits }, key, results });
    return;
  }
  for (const result of results) print(`${analysisText(result, colour)}\n`);
  print(
    `Passing proves nothing about security: ciphers that fall in seconds pass these metrics as well.\n` +
      `To repeat this run: --key ${key}`,
  );
}

function parsePositions(value: string): number {
  const count = /^\d+$/.test(value) ? Number(value) : 0;
  if (count >= 16 && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError("Give a whole number from 16.");
}
