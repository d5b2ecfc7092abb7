import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { Study } from "@neuroveil/lab/studies";
import type { Recipe } from "../recipe.ts";
import { recipes } from "../recipes/list.ts";
import { settingsOf } from "../settings.ts";
import { train } from "../train.ts";

/** Steps at the beginning that do not count: memory is still being fetched. */
const idle = 3;
/** Seconds of steps that count, of a recipe. */
const watched = { full: 15, quick: 1 };
/** What the recorded figures were taken with. */
const threads = 2;

/** Ends a training of which enough was seen. */
class Enough extends Error {}

export const durationsStudy: Study = {
  id: "durations",
  question: "How long does the full training of every recipe take?",
  inputs: 'a data set (default: "generated"), on a machine that does nothing else',
  page: () => "training.md",
  async run({ quick, inputs: [dataset = "generated"], onProgress }) {
    const seconds = quick ? watched.quick : watched.full;
    const rows: string[] = [];
    for (const [i, recipe] of recipes.entries()) {
      onProgress?.(i / recipes.length, recipe.id);
      const { steps, pace } = await measurePace(recipe, dataset, seconds);
      const minutes = (pace * steps) / 60;
      rows.push(
        `| \`${recipe.id}\` | ${steps} | ${(1000 * pace).toFixed(0)} | ${minutes.toFixed(0)} |`,
      );
    }
    const section = `| recipe | steps | a step, ms | altogether, minutes |
|---|---|---|---|
${rows.join("\n")}

Measured over ${seconds} seconds of each, with ${threads} threads on ${cpus()[0]!.model}, Node ${process.version}; what is measured at the end comes on top.
`;
    return { section };
  },
};

/** Steps of a recipe's full training, and the seconds of one. */
async function measurePace(
  recipe: Recipe,
  dataset: string,
  watch: number,
): Promise<{ readonly steps: number; readonly pace: number }> {
  const settings = settingsOf(recipe, "full");
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-durations-"));
  let [from, pace] = [0, Number.NaN];
  const onProgress = ({ step }: { readonly step: number }): void => {
    if (step === idle) from = performance.now();
    if (step <= idle) return;
    const passed = (performance.now() - from) / 1000;
    pace = passed / (step - idle);
    if (passed > watch) throw new Enough();
  };
  const run = { recipe: recipe.id, dataset, settings, seed: "1", threads, onProgress };
  try {
    await train({ ...run, output: join(folder, "run") });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
  return { steps: settings.steps, pace };
}
