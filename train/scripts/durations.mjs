/**
 * Measures the pace of every recipe's full training and writes how long each would take into
 * docs/training.md, between its two markers; on a machine that does nothing else:
 *   npm run -s durations -- DATASET [THREADS]
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { recipes, settingsOf, train } from "@neuroveil/train";

const page = "docs/training.md";
const [begin, end] = ["<!-- durations -->", "<!-- end of durations -->"];
/** Steps at the beginning that do not count, and seconds of those that do. */
const [idle, watched] = [3, 15];

const [dataset, threads = "2"] = process.argv.slice(2);
if (dataset === undefined) {
  console.error("expected a data set; see the file's head");
  process.exit(2);
}

class Enough extends Error {}

async function secondsPerStep(recipe, settings) {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-durations-"));
  let [from, seconds] = [0, Number.NaN];
  const onProgress = ({ step }) => {
    if (step === idle) from = performance.now();
    if (step <= idle) return;
    const passed = (performance.now() - from) / 1000;
    seconds = passed / (step - idle);
    if (passed > watched) throw new Enough();
  };
  const output = join(folder, "run");
  try {
    await train({
      recipe: recipe.id,
      dataset,
      settings,
      seed: "1",
      threads: Number(threads),
      output,
      onProgress,
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
  return seconds;
}

const rows = ["| recipe | steps | a step, ms | altogether, minutes |", "|---|---|---|---|"];
for (const recipe of recipes) {
  const settings = settingsOf(recipe, "full");
  const pace = await secondsPerStep(recipe, settings);
  const minutes = (pace * settings.steps) / 60;
  rows.push(
    `| \`${recipe.id}\` | ${settings.steps} | ${(1000 * pace).toFixed(0)} | ${minutes.toFixed(0)} |`,
  );
  console.error(rows.at(-1));
}
const text = await readFile(page, "utf8");
const [first, last] = [text.indexOf(begin), text.indexOf(end)];
if (first === -1 || last < first) {
  console.error(`expected ${begin} and ${end} in ${page}, got none; add them where they belong`);
  process.exit(1);
}
const note = `Measured over ${watched} seconds of each, with ${threads} threads on ${cpus()[0].model}, Node ${process.version}; what is measured at the end comes on top.`;
await writeFile(
  page,
  `${text.slice(0, first)}${begin}\n\n${rows.join("\n")}\n\n${note}\n\n${text.slice(last)}`,
);
