/**
 * Writes the figures of finished trainings into a model's page, between its two markers:
 *   node train/scripts/model-page.mjs docs/models/conv-autoencoder.md RUN…
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { figuresTable } from "@neuroveil/train";

const [begin, end] = ["<!-- figures -->", "<!-- end of figures -->"];
const [page, ...runs] = process.argv.slice(2);
if (page === undefined || runs.length === 0) {
  console.error("expected a page and at least one folder of a training; see the file's head");
  process.exit(2);
}
const cards = [];
for (const run of runs) cards.push(JSON.parse(await readFile(join(run, "card.json"), "utf8")));
const text = await readFile(page, "utf8");
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
if (from === -1 || to < from) {
  console.error(
    `expected ${begin} and ${end} in ${page}, got none; add them where the figures belong`,
  );
  process.exit(1);
}
const machines = [
  ...new Set(
    cards.map(
      ({ machine: m, threads }) =>
        `${m.cpu}, ${m.platform}, ${threads} thread(s), Node ${m.node}, onnxruntime ${m.onnxruntime}`,
    ),
  ),
];
const figures = `${begin}\n\n${figuresTable(cards)}\n\nTrained on: ${machines.join("; ")}.\n\n`;
await writeFile(page, text.slice(0, from) + figures + text.slice(to));
