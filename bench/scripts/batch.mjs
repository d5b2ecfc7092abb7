// Prints what a batch takes with one thread for each image, several at once, and with all threads for each,
// one after the other; the command line takes what `jobs/src/images/at-once.ts` says.
//
//     npm run batch:measure -- --rounds 5 --record
//
// Every run has a process of its own, and the two ways take turns, so that what else the machine does falls
// on both alike. With --record the table is put into docs/command-line.md.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { imagesAtOnce } from "@neuroveil/jobs/images";
import { median } from "@neuroveil/lab/statistics";
import sharp from "sharp";
import { drawPhotograph } from "../dist/photograph.js";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    record: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const page = new URL("../../docs/command-line.md", import.meta.url);
const subject = fileURLToPath(new URL("../dist/batch-subject.js", import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), "neuroveil-batch-"));

const batches = [
  { files: 2, width: 256, height: 256, format: "png" },
  { files: 64, width: 256, height: 256, format: "png" },
  { files: 400, width: 256, height: 256, format: "png" },
  { files: 3, width: 1600, height: 1200, format: "jpeg" },
  { files: 24, width: 1600, height: 1200, format: "jpeg" },
  { files: 2, width: 4032, height: 3024, format: "jpeg" },
  { files: 6, width: 4032, height: 3024, format: "jpeg" },
];
const ways = ["one-thread", "all-threads"];

/** @returns the bytes of all files of a batch, which are in "in" then */
async function fill(photograph, { files, width, height, format }) {
  rmSync(join(cwd, "in"), { recursive: true, force: true });
  mkdirSync(join(cwd, "in"));
  const file = await sharp(photograph).resize(width, height).toFormat(format).toBuffer();
  for (let i = 0; i < files; i++) writeFileSync(join(cwd, "in", `${i}.${format}`), file);
  return files * file.length;
}

function run(way) {
  rmSync(join(cwd, "out"), { recursive: true, force: true });
  mkdirSync(join(cwd, "out"));
  const args = [subject, way, join(cwd, "in"), join(cwd, "out")];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

const loadBefore = loadavg();
const rows = [];
try {
  const photograph = await drawPhotograph();
  for (const batch of batches) {
    const bytes = await fill(photograph, batch);
    const runs = Object.fromEntries(ways.map((way) => [way, []]));
    for (let round = 0; round < rounds; round++) for (const way of ways) runs[way].push(run(way));
    const of = (way, what) => median(runs[way].map((each) => each[what]));
    const both = (what, text) => ways.map((way) => text(of(way, what)));
    const machine = { cores: availableParallelism(), memory: process.availableMemory() };
    const chosen = imagesAtOnce({ files: batch.files, bytes }, machine) > 1 ? "one" : "all";
    const row = [
      `${batch.files} × ${batch.width} × ${batch.height} ${batch.format}`,
      ...both("seconds", (seconds) => seconds.toFixed(1)),
      ...both("processorSeconds", (seconds) => seconds.toFixed(1)),
      ...both("peakBytes", (peak) => (peak / 1e6).toFixed(0)),
      chosen,
    ];
    console.error(row.join(" | "));
    rows.push(row);
  }
} finally {
  rmSync(cwd, { recursive: true, force: true });
}

const load = loadBefore.map((value) => value.toFixed(1)).join(", ");
const text = [
  "| batch | one thread an image, s | all threads, s | processor s | | memory, MB | | taken |",
  "|---|---|---|---|---|---|---|---|",
  ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  "",
  `${new Date().toISOString().slice(0, 10)}, medians of ${rounds} rounds; ${cpus().length} × ${cpus()[0].model}, Node ${process.version}; load before it began: ${load}.`,
].join("\n");
console.log(text);
if (values.record) {
  const before = readFileSync(page, "utf8");
  const marked = /(<!-- batch -->\n\n)[^]*?(\n\n<!-- end of batch -->)/;
  if (!marked.test(before)) throw new Error('docs/command-line.md has no marks around "batch"');
  writeFileSync(
    page,
    before.replace(marked, (_, begin, end) => begin + text + end),
  );
}
