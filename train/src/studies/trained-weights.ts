import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  hybridPart,
  keySizes,
  measureAblation,
  processorSeconds,
  resumed,
  type Findings,
  type Job,
  type LearnedRecord,
  type Study,
  type StudySettings,
  type Training,
  type TrainingRecord,
  type WeightsRecord,
} from "@neuroveil/lab/studies";
import type { AnySettings } from "../recipe.ts";
import { recipeById } from "../recipes/list.ts";
import { settingsOf } from "../settings.ts";
import { train } from "../train.ts";

/** What every training here sees: drawn pictures, which everybody has. */
const dataset = "generated";

/** A recipe, what is varied in it, and what is changed of its shortest length. */
interface Plan {
  readonly recipe: string;
  /** The recipe's own first. */
  readonly rates: readonly number[];
  readonly batches: readonly number[];
  readonly changes: Readonly<Partial<AnySettings>>;
  /** Trainings with the recipe's own rate and batch, and with the others. */
  readonly trainings: { readonly own: number; readonly others: number };
}

const exact: Plan = {
  recipe: "hybrid",
  rates: [0.02, 0.2],
  batches: [16, 4],
  changes: { steps: 100, measured: 4 },
  // As many as there are seeds beside them.
  trainings: { own: 5, others: 3 },
};
const learned: Plan = {
  recipe: "hybrid-autoencoder",
  rates: [0.002, 0.008],
  batches: [16, 4],
  changes: { steps: 100, measured: 32 },
  trainings: { own: 3, others: 3 },
};
/** The weights that ship, and four others. */
const seeds = [
  "neuroveil hybrid 2",
  ...["one", "two", "three", "four"].map((seed) => `neuroveil study ${seed}`),
];

/**
 * Section 6.4 of the hybrid paper where it speaks of training: trained weights against those of seeds, and
 * learning rate and batch size. What it measures goes into the record of the study `hybrid`, whose page has
 * the tables.
 */
export const trainedWeightsStudy: Study = {
  id: "trained-weights",
  question: "Does training help the hybrid cipher, and at what learning rate and batch size?",
  page: () => "models/hybrid.md",
  async run(settings) {
    const record = recordOf(settings);
    const pace = settings.onProgress === undefined ? {} : { onDone: settings.onProgress };
    return trainedWeightsFindings(await resumed(record, jobs(settings.quick), undefined, pace));
  },
};

/** A quick run keeps nothing. */
function recordOf({ folder, quick }: StudySettings): string | undefined {
  return folder === undefined || quick ? undefined : join(folder, "studies", "hybrid.jsonl");
}

/** What the page says of a record, and nothing else. */
export function trainedWeightsFindings(results: ReadonlyMap<string, unknown>): Findings {
  const rows = [exact, learned].flatMap((plan) =>
    combinations(plan).flatMap(({ rate, batch, own }) =>
      seedsOf(plan, own).flatMap((seed): readonly string[] => {
        const found = results.get(nameOf(plan, { rate, batch, seed })) as
          | { readonly training: TrainingRecord }
          | undefined;
        return found === undefined ? [] : [trainingRow(plan, found.training)];
      }),
    ),
  );
  return {
    section: `| recipe | rate | batch | steps | seed | loss or right key | processor, s | SHA-256 |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}

Loss: \`game-loss-trained\` of \`hybrid\`. Right key: \`right-key-psnr\` of \`hybrid-autoencoder\`, in dB. Trained on drawn pictures (\`--dataset generated\`) with one thread.
`,
  };
}

function trainingRow(
  { recipe }: Plan,
  { rate, batch, seed, settings, figures, seconds, sha256 }: TrainingRecord,
): string {
  const figure =
    recipe === exact.recipe
      ? figures["game-loss-trained"]!.toFixed(4)
      : figures["right-key-psnr"]!.toFixed(2);
  return `| \`${recipe}\` | ${rate} | ${batch} | ${settings["steps"]} | ${seed} | ${figure} | ${seconds.toFixed(0)} | \`${sha256.slice(0, 16)}…\` |`;
}

function nameOf({ recipe }: Plan, training: Training): string {
  return recipe === exact.recipe ? hybridPart.trained(training) : hybridPart.learned(training);
}

interface Combination {
  readonly rate: number;
  readonly batch: number;
  /** Whether these are the recipe's own. */
  readonly own: boolean;
}

function combinations({ rates, batches }: Plan): readonly Combination[] {
  return rates.flatMap((rate, i) => batches.map((batch, j) => ({ rate, batch, own: i + j === 0 })));
}

function seedsOf({ trainings }: Plan, own: boolean): readonly string[] {
  const count = own ? trainings.own : trainings.others;
  return Array.from({ length: count }, (_, i) => String(i + 1));
}

/** Weights of seeds first, then one training of each kind after the other. */
function jobs(quick: boolean): readonly Job<unknown>[] {
  const seeded = seeds.map((seed) => ({
    name: hybridPart.seeded(seed),
    run: async (): Promise<WeightsRecord> => ({
      cells: await cellsOf({ weightSeed: seed }, keySizes, quick),
    }),
  }));
  const trained = [exact, learned].flatMap((plan) =>
    combinations(plan).flatMap(({ rate, batch, own }) =>
      seedsOf(plan, own).map((seed) => {
        const training = { rate, batch, seed };
        return {
          seed,
          name: nameOf(plan, training),
          run: () => trainedPart(plan, training, own, quick),
        };
      }),
    ),
  );
  const inTurn = trained.toSorted((a, b) => Number(a.seed) - Number(b.seed));
  const kinds: readonly (readonly Job<unknown>[])[] = [
    seeded,
    inTurn.filter(({ name }) => name.startsWith("trained")),
    inTurn.filter(({ name }) => name.startsWith("learned")),
  ];
  return quick ? kinds.flatMap((kind) => kind.slice(0, 1)) : [...seeded, ...inTurn];
}

async function trainedPart(
  plan: Plan,
  training: Training,
  own: boolean,
  quick: boolean,
): Promise<WeightsRecord | LearnedRecord> {
  const done = await trainOnce(plan, training, quick);
  if (plan !== exact) return { training: done.training };
  const sizes = own ? keySizes : (["all"] as const);
  return {
    training: done.training,
    cells: await cellsOf({ weightFile: done.weights }, sizes, quick),
  };
}

async function cellsOf(
  weights: { readonly weightSeed: string } | { readonly weightFile: Uint8Array },
  sizes: readonly (number | "all")[],
  quick: boolean,
): Promise<WeightsRecord["cells"]> {
  const cells: [string, WeightsRecord["cells"][string]][] = [];
  for (const keyBits of sizes) {
    cells.push([String(keyBits), await measureAblation({ shape: { keyBits }, ...weights }, quick)]);
  }
  return Object.fromEntries(cells);
}

async function trainOnce(
  { recipe, changes }: Plan,
  { rate, batch, seed }: Training,
  quick: boolean,
): Promise<{ readonly training: TrainingRecord; readonly weights: Uint8Array }> {
  const settings = settingsOf(
    recipeById(recipe),
    "glimpse",
    quick ? { steps: 20 } : { ...changes, rate, batch },
  );
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-trained-"));
  const start = processorSeconds();
  try {
    const output = join(folder, "run");
    const { card } = await train({ recipe, dataset, settings, seed, threads: 1, output });
    const figures = Object.fromEntries(card.figures.map(({ id, mean }) => [id, mean]));
    const seconds = processorSeconds() - start;
    return {
      training: { rate, batch, seed, settings, dataset, sha256: card.sha256, seconds, figures },
      weights: await readFile(join(output, "model.safetensors")),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
