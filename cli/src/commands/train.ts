import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { beforeStopping, printable } from "@neuroveil/files";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Trained, TrainingProgress } from "@neuroveil/train";
import { NeuroveilError, sizeText } from "neuroveil/errors";
import { needs } from "../registry/optional-packages.ts";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson, say } from "../terminal/streams.ts";
import { table } from "../terminal/table.ts";
import { secondsText } from "../terminal/units.ts";

interface TrainOptions {
  readonly dataset: string;
  readonly output?: string;
  readonly resume?: string;
  readonly quick?: true;
  readonly glimpse?: true;
  readonly set: Readonly<Record<string, number>>;
  readonly seed: string;
  readonly threads: number;
  readonly device: "cpu" | "webgpu";
  readonly quiet?: true;
  readonly json?: true;
}

/** Published weights are made with as many, on machines of any size. */
const threads = Math.min(2, availableParallelism());

/** Steps from one line about the losses to the next: so many lines a training. */
const lines = 20;

/** `train`: a learned cipher's weights, from pictures. */
export function train(): Command {
  return new Command("train")
    .description("Train a learned cipher and export its integer weights.")
    .argument("[id]", "a recipe, as conv-autoencoder")
    .option("--dataset <name>", "a folder of images, MNIST, CIFAR-10, or generated", "generated")
    .option("--output <folder>", "where the training goes (default: train-ID)")
    .addOption(
      new Option("--resume <folder>", "go on with a training that was stopped").conflicts([
        "output",
        "quick",
        "glimpse",
      ]),
    )
    .option("--quick", "a short training, under five minutes: it works, not well")
    .addOption(new Option("--glimpse", "a very short one, under a minute").conflicts("quick"))
    .addOption(
      new Option("--set <settings>", "settings of the recipe, as rate=0.001,channels=16")
        .argParser(parseSettings)
        .default({}, "none"),
    )
    .option("--seed <text>", "what initial weights and the choice of pictures depend on", "1")
    .addOption(
      new Option("--threads <n>", "processor threads").argParser(parseThreads).default(threads),
    )
    .addOption(
      new Option("--device <device>", "where to compute").choices(["cpu", "webgpu"]).default("cpu"),
    )
    .option("-q, --quiet", "no progress on standard error")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
The folder gets config.json, checkpoint.safetensors (every 100 steps),
curves.json and curves.html, and at the end model.safetensors, the integer
weights, with card.json: data, seed, settings, machine, SHA-256, and what was
measured on pictures that training has not seen.

Stop it as you like: --resume goes on from the last checkpoint and ends with the
same weights, bit for bit, on the same kind of processor. On a GPU (--device
webgpu) training is held against the CPU first, and its weights cannot be
repeated bit for bit.

Examples:
  $ neuroveil train conv-autoencoder --quick
  $ neuroveil train conv-autoencoder --dataset cifar-10 --set steps=20000
  $ neuroveil train --resume train-conv-autoencoder`,
    )
    .hook("preAction", needs("@neuroveil/train"))
    .action(run);
}

async function run(id: string | undefined, options: TrainOptions): Promise<void> {
  const { recipeById, resumeTraining, settingsOf, train } = await import("@neuroveil/train");
  const bar = startProgress("training", !options.json && !options.quiet);
  const folder = options.resume ?? options.output ?? `train-${id}`;
  const forget = beforeStopping(() => {
    if (existsSync(join(folder, "config.json")))
      say(
        `stopped; \`neuroveil train --resume ${printable(folder)}\` goes on from the last checkpoint`,
      );
  });
  const onProgress = (progress: TrainingProgress): void => {
    bar.update(progress.step / progress.steps, `step ${progress.step} of ${progress.steps}`);
    if (isTold(progress) && !options.json && !options.quiet && process.stderr.isTTY) {
      bar.above(() => say(progressText(progress)));
    }
  };
  let trained: Trained;
  try {
    if (options.resume !== undefined) {
      trained = await resumeTraining(options.resume, { onProgress });
    } else {
      if (id === undefined) {
        throw new NeuroveilError("usage", {
          expected: "what to train, or --resume with a folder",
          got: "neither",
          todo: "see `neuroveil train --help`",
        });
      }
      const length = options.quick ? "quick" : options.glimpse ? "glimpse" : "full";
      trained = await train({
        recipe: id,
        dataset: options.dataset,
        settings: settingsOf(recipeById(id), length, options.set),
        seed: options.seed,
        threads: options.threads,
        device: options.device,
        output: folder,
        onProgress,
      });
    }
  } finally {
    forget();
    bar.stop();
  }
  report(trained, options.json === true);
}

function report({ folder, card, curve, sameMachine }: Trained, asJson: boolean): void {
  if (asJson) {
    printJson({ folder, card, curve, sameMachine });
    return;
  }
  const rows = card.figures.map(({ id, mean, low, high, n }) => [
    id,
    mean.toFixed(3),
    low.toFixed(3),
    high.toFixed(3),
    String(n),
  ]);
  print(table(["held-out pictures", "mean", "low", "high", "n"], rows));
  print(
    `\nlow and high are the 95% interval of the mean. ${sizeText(card.bytes)} of weights with SHA-256\n` +
      `${card.sha256} are in ${folder}, with their card and curves.`,
  );
  if (!sameMachine) {
    print(
      "The training began on another machine: its weights can differ from those it would have got.",
    );
  }
}

function isTold({ step, steps }: TrainingProgress): boolean {
  return step === 1 || step === steps || step % Math.ceil(steps / lines) === 0;
}

function progressText({ step, steps, rate, results, secondsLeft }: TrainingProgress): string {
  const losses = Object.entries(results)
    .filter(([name]) => name.endsWith("/loss"))
    .map(([name, value]) => `${name.replace("/", " ")} ${value.toPrecision(4)}`)
    .join(", ");
  return `step ${step} of ${steps}, ${losses}, rate ${rate.toPrecision(3)}, ${secondsText(secondsLeft)} left`;
}

function parseSettings(text: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    text.split(",").map((part) => {
      const [, name, value] = /^([a-zA-Z]+)=(-?[\d.]+(?:e-?\d+)?)$/.exec(part) ?? [];
      if (name === undefined || Number.isNaN(Number(value))) {
        throw new InvalidArgumentError("Give settings as NAME=NUMBER with commas between.");
      }
      return [name, Number(value)];
    }),
  );
}

function parseThreads(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= 256) return count;
  throw new InvalidArgumentError("Give a whole number from 1 to 256.");
}
