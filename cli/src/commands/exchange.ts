import { needs } from "../registry/optional-packages.ts";
import { wrapped } from "../terminal/wrap.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import type { ExchangeFigures, LearningRule } from "@neuroveil/lab/exchange";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/streams.ts";
import { table } from "../terminal/table.ts";

interface ExchangeOptions {
  readonly rule: LearningRule;
  readonly depth: number;
  readonly runs: number;
  readonly seed: number;
  readonly json?: true;
}

/** The usual size of the literature. */
const [units, inputs] = [3, 100];

const warning =
  "A demonstration: who listens has the key as often as the table says, and who answers in another's name has it always. Nothing of Neuroveil uses it; keys are exchanged by X25519 (`neuroveil keygen`).";

/** `exchange`: neural key exchange, and who overhears it. */
export function exchange(): Command {
  return new Command("exchange")
    .description("Let neural networks agree on a key, and others listen.")
    .addOption(
      new Option("--rule <rule>", "how the networks learn")
        .choices(["hebbian", "anti-hebbian", "random-walk"])
        .default("random-walk"),
    )
    .addOption(
      new Option("--depth <n>", "try weights from -1 to 1 up to -n to n")
        .argParser(parseWhole(1, 6))
        .default(3),
    )
    .addOption(
      new Option("--runs <n>", "exchanges for each depth")
        .argParser(parseWhole(10, 100_000))
        .default(200),
    )
    .addOption(
      new Option("--seed <n>", "what weights and inputs are drawn from")
        .argParser(parseWhole(0, 2 ** 32 - 1))
        .default(1),
    )
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Tree parity machines (Kanter, Kinzel, Kanter 2002): two networks show each other
their outputs and learn until their weights are equal. Listeners: "simple"
learns along; "geometric" corrects its least certain unit (Klimov, Mityagin,
Shamir 2002); "majority" is a hundred of these that vote (Shacham and others
2004).

${wrapped(warning.replaceAll("`", ""))}

Examples:
  $ neuroveil exchange
  $ neuroveil exchange --rule hebbian --depth 4 --runs 1000 --json`,
    )
    .hook("preAction", needs("@neuroveil/lab"))
    .action(run);
}

async function run({ rule, depth, runs, seed, json }: ExchangeOptions): Promise<void> {
  const { measureExchange } = await import("@neuroveil/lab/exchange");
  const { timeAgreement } = await import("../keys/x25519-agreement.ts");
  const progress = startProgress("exchanging", json !== true);
  const results: ExchangeFigures[] = [];
  try {
    for (let each = 1; each <= depth; each++) {
      const shape = { units, inputs, depth: each };
      const onProgress = (done: number): void => progress.update((each - 1 + done) / depth);
      results.push(measureExchange({ shape, rule, runs, seed, onProgress }));
      // Lets the progress bar be drawn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    progress.stop();
  }
  const x25519 = { milliseconds: timeAgreement(), bytesEachWay: 32 };
  if (json) {
    printJson({ units, inputs, rule, seed, results, x25519, warning });
    return;
  }
  const names = results[0]!.overheard.map(({ id }) => id);
  print(
    `${units} units of ${inputs} inputs, ${rule}, ${runs} exchanges a row; shares of exchanges that listeners knew, 99% intervals\n`,
  );
  print(table(["depth", "rounds", ...names], results.map(row)));
  print(
    `\nX25519 (RFC 7748), for comparison: ${x25519.bytesEachWay} bytes each way, ${x25519.milliseconds.toFixed(2)} ms for both; nobody is known to overhear it.\n\n${warning}`,
  );
}

function row({ depth, rounds, overheard }: ExchangeFigures): string[] {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return [
    String(depth),
    rounds.value.toFixed(0),
    ...overheard.map(
      ({ share, low, high }) => `${percent(share)}% (${percent(low)} to ${percent(high)})`,
    ),
  ];
}

function parseWhole(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}
