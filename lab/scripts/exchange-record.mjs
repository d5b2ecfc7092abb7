// `npm run exchange:record`: eavesdroppers of the neural key exchange, into docs/exchange.md between its
// two markers. Some minutes for the usual 300 runs; `-- RUNS` takes another number.
import { readFileSync, writeFileSync } from "node:fs";
import { learningRules, measureExchange } from "../dist/exchange/index.js";

const runs = Number(process.argv[2] ?? 300);
const deepest = 4;
const seed = 1;
const percent = (share) => (100 * share).toFixed(1);

const rows = [];
for (const rule of learningRules) {
  for (let depth = 1; depth <= deepest; depth++) {
    const shape = { units: 3, inputs: 100, depth };
    const { rounds, overheard } = measureExchange({ shape, rule, runs, seed });
    const shares = overheard.map(
      ({ share, low, high, runs }) =>
        `${percent(share)}% (${percent(low)} to ${percent(high)}; n ${runs})`,
    );
    const mean = `${rounds.value.toFixed(0)} (${rounds.low.toFixed(0)} to ${rounds.high.toFixed(0)})`;
    rows.push(`| ${rule} | ${depth} | ${mean} | ${shares.join(" | ")} |`);
  }
}
const table = [
  "| rule | L | rounds | simple | geometric | majority of 100 |",
  "|---|---|---|---|---|---|",
  ...rows,
].join("\n");

const page = new URL("../../docs/exchange.md", import.meta.url);
const [begin, end] = ["<!-- table -->", "<!-- end of table -->"];
const text = readFileSync(page, "utf8");
const [before, rest] = text.split(begin);
const [, after] = rest.split(end);
const about = `${runs} exchanges a row, seed ${seed}, intervals of 99%.`;
writeFileSync(page, `${before}${begin}\n\n${table}\n\n${about}\n\n${end}${after}`);
