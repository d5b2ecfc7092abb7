// `npm run attacks:record -- DIR`: what a run of `neuroveil attack --cipher all --report DIR` found, into
// docs/attacks.md between its two markers and into the registry's record.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ciphers } from "neuroveil/ciphers";
import { attackMatrix, attackSentences, recordByCipher } from "../dist/attacks/attack-page.js";
import { baselines } from "../dist/baselines/index.js";
import { splice } from "../dist/studies/page.js";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("expected the folder of a run; see this file's head");
  process.exit(2);
}
const record = JSON.parse(readFileSync(join(folder, "attacks.json"), "utf8"));
if (record.failed.length > 0) {
  console.error(`expected a run in which nothing failed, got ${record.failed.length} that did`);
  process.exit(1);
}

const page = new URL("../../docs/attacks.md", import.meta.url);
const { seed, seconds, version } = record;
const tried = new Set(record.results.map(({ cipher }) => cipher));
const missing = [...ciphers, ...baselines].map(({ id }) => id).filter((id) => !tried.has(id));
const left = missing.length === 0 ? "" : ` Not in this record: ${missing.join(", ")}.`;
const about = `Seed ${seed}, up to ${seconds} s an attack and cipher where it scales, version ${version}.${left}`;
const margins = `Rounds, where they are a parameter:\n\n${attackSentences(record, "reduced-rounds")}`;
const section = `${attackMatrix(record)}\n\n${about}\n\n${margins}`;
writeFileSync(page, splice(readFileSync(page, "utf8"), "matrix", section));

writeFileSync(
  new URL("../src/attacks/generated/recorded.ts", import.meta.url),
  `// Written by \`npm run attacks:record\`; do not edit.
import type { CipherRecord } from "../attack-page.ts";

/** What the recorded run of \`neuroveil attack --cipher all\` found, by cipher. */
export const recorded: Readonly<Record<string, CipherRecord>> = ${JSON.stringify(recordByCipher(record), undefined, 2)};

/** How it was run. */
export const recordedWith = ${JSON.stringify({ seed, seconds, version })} as const;
`,
);
