/**
 * Measures trainings of one autoencoder with different weights of the security losses, each against an
 * attacker trained anew, and writes table and chart into the model's page, between its two markers:
 *   npm run frontier -- docs/models/conv-autoencoder.md --data DATASET --data DATASET RUN…
 */
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { frontierChart, frontierPoint, frontierTable } from "@neuroveil/train";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", multiple: true, default: [] },
    measured: { type: "string", default: "200" },
    steps: { type: "string", default: "2000" },
  },
});
const [page, ...runs] = positionals;
if (page === undefined || runs.length === 0 || values.data.length === 0) {
  console.error("expected a page, --data and folders of trainings; see the file's head");
  process.exit(2);
}
const [begin, end] = ["<!-- frontier -->", "<!-- end of frontier -->"];
/** What stands around the figures. */
async function around() {
  const text = await readFile(page, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) {
    console.error(`expected ${begin} and ${end} in ${page}, got none; add them where they belong`);
    process.exit(1);
  }
  return [text.slice(0, from), text.slice(to)];
}
await around();
const [measured, steps] = [Number(values.measured), Number(values.steps)];
const unseen = values.data.map((name) => ({ name, measured }));
const points = [];
for (const run of runs) {
  points.push(await frontierPoint(run, unseen, steps));
  console.error(`${run}: measured`);
}
points.sort((a, b) => a.settings.security - b.settings.security);

const names = new Map(values.data.map((name) => [name, basename(name)]));
const chart = `${basename(page, ".md")}-frontier.svg`;
await writeFile(join(dirname(page), chart), frontierChart(points, names));
const machines = new Set(points.map(({ machine: m }) => `${m.cpu}, ${m.platform}, Node ${m.node}`));
const tables = [...names].map(
  ([data, name]) =>
    `Unseen pictures of ${name}, n = ${measured}:\n\n${frontierTable(points, data)}\n\n`,
);
const figures = `${begin}\n\n![What the right key returns against what an attacker recovers](${chart})\n\n${tables.join("")}Attackers: ${steps} steps each. Trained on: ${[...machines].join("; ")}.\n\n`;
// Read again: measuring takes minutes, in which somebody may have written something.
await writeFile(page, (await around()).join(figures));
