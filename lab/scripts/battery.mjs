// `npm run battery [-- --subset]`: dieharder on the hybrid keystream, raw outputs to docs/dieharder/
// and a summary of all that are there to docs/keystream.md. The whole battery takes an hour a run.
// Outputs that exist are kept; delete one to run it again.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { partial, summary, whole } from "../dist/studies/battery.js";
import { runDieharder } from "../dist/studies/dieharder.js";

const folder = new URL("../../docs/dieharder/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, { source, tests }] of process.argv.includes("--subset")
  ? partial
  : [...partial, ...whole]) {
  const file = new URL(`${name}.txt`, folder);
  if (existsSync(file)) continue;
  console.log(name);
  writeFileSync(file, await runDieharder(source, tests));
}
const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
const outputs = names
  .toSorted()
  .map((name) => [name.slice(0, -4), readFileSync(new URL(name, folder), "utf8")]);
writeFileSync(new URL("../../docs/keystream.md", import.meta.url), summary(new Map(outputs)));
