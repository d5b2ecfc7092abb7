// `npm run power -- DIR [PART/OF | record]`: what the laboratory sees, to docs/power.md. Takes hours of one
// processor; each analysis is kept in DIR as soon as it is done, so that a run can be stopped, goes on
// where it was, and can be shared by OF processes of which this is number PART; "record" writes the page
// from what is there, with the lines of DIR/remark.txt, if any, at its head: what is to be known of parts
// that came about otherwise. Photographs are those of the Kodak set where they are at hand, else drawn ones.
// Fails when the calibration has a fault, fewer than nine weak ciphers in ten are caught, or a sound one is.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { blindCiphers, blindControls } from "../blind/list.mjs";
import { checkOwnCipher } from "../dist/analysis/index.js";
import { baselines } from "../dist/baselines/index.js";
import { drawScene, openDataset } from "../dist/datasets/index.js";
import {
  addCounts,
  calibrationBlock,
  calibrationShapes,
  shapeName,
} from "../dist/studies/calibration.js";
import { calibrationFaults, calibrationRows } from "../dist/studies/power-page.js";
import { powerPage } from "../dist/studies/power-report.js";
import { cases, powerSettings, refusals, weakCases } from "../dist/studies/power.js";
import { resumed } from "../dist/studies/resumed.js";
import { soundCipher } from "../dist/weak/weak-cipher.js";

/** Under how many keys each cipher is analysed on images of each kind. */
const keys = { weak: 8, blind: 4, aes: 67 };

const [folder, part = "1/1"] = process.argv.slice(2);
const [number, of] = part.split("/").map(Number);
if (folder === undefined || !(part === "record" || (number >= 1 && number <= of))) {
  console.error("expected a folder, and perhaps a share such as 1/2; see this file's head");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const kodak = fileURLToPath(new URL("../../../shared/data/kodak", import.meta.url));
const photographs = [];
if (existsSync(kodak))
  for await (const { image } of (await openDataset(kodak)).samples()) photographs.push(image);
else for (let evening = 0; evening < 8; evening++) photographs.push(drawScene(evening, 256));

for (const { cipher } of blindCiphers) await checkOwnCipher(cipher);
const aes = baselines.find(({ id }) => id === "aes-256-ctr");

const analyses = (kind, these, settings) =>
  these.map((each) => ({
    each,
    name: `${kind} | ${each.cipher.id} | ${each.channels} | ${each.key}`,
    run: () => refusals(each, photographs, settings),
  }));
const blocks = Array.from({ length: 100 }, (_, block) =>
  calibrationShapes
    .filter((shape) => block < shape.blocks)
    .map((shape) => ({
      name: `${shapeName(shape)}, block ${block}`,
      run: () => calibrationBlock(shape, block),
    })),
).flat();
const studies = {
  calibration: blocks,
  blind: analyses(
    "blind",
    cases([...blindControls, ...blindCiphers.map(({ cipher }) => cipher)], keys.blind),
    powerSettings.blind,
  ),
  aes: analyses(
    "aes",
    [...cases([soundCipher], keys.weak), ...cases([aes], keys.aes)],
    powerSettings.sound,
  ),
  weak: analyses("weak", weakCases(keys.weak), powerSettings.weak),
};

const kept = {};
let [done, planned] = [0, 0];
for (const [name, jobs] of Object.entries(studies)) {
  const share = part === "record" ? "none" : { index: number - 1, of };
  const found = await resumed(join(folder, `${name}.jsonl`), jobs, share);
  const there = jobs.filter((job) => found.has(job.name));
  kept[name] =
    name === "calibration"
      ? addCounts(there.map((job) => found.get(job.name)))
      : there.map((job) => ({ ...job.each, refused: found.get(job.name) }));
  done += there.length;
  planned += jobs.length;
}
if (done < planned) console.error(`${done} of ${planned} parts of the study are there`);

const controlOf = new Map(blindCiphers.map(({ cipher, control }) => [cipher.id, control.id]));
const remark = join(folder, "remark.txt");
const { page, missed } = powerPage({
  ...kept,
  remark: existsSync(remark) ? readFileSync(remark, "utf8").trim() : "",
  controlOf,
  share: done / planned,
  photographs: existsSync(kodak) ? "photographs of the Kodak set" : "drawn evenings at a lake",
});
writeFileSync(new URL("../../docs/power.md", import.meta.url), page);
const faults = [...calibrationFaults(calibrationRows(kept.calibration)), ...missed];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
