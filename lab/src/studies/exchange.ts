import { learningRules, measureExchange } from "../exchange/index.ts";
import type { Study } from "./study.ts";

const [usualRuns, quickRuns] = [300, 20];
const deepest = 4;
const seed = 1;

const percent = (share: number): string => (100 * share).toFixed(1);

/** Who overhears the neural key exchange, for each learning rule and synaptic depth. */
export const exchangeStudy: Study = {
  id: "exchange",
  question: "Who overhears two networks that agree on a key?",
  page: () => "exchange.md",
  run({ quick, onProgress }) {
    const runs = quick ? quickRuns : usualRuns;
    const rows: string[] = [];
    for (const rule of learningRules) {
      for (let depth = 1; depth <= deepest; depth++) {
        onProgress?.(
          rows.length / (deepest * learningRules.length),
          `${rule} learning, depth ${depth}`,
        );
        const shape = { units: 3, inputs: 100, depth };
        const { rounds, overheard } = measureExchange({ shape, rule, runs, seed });
        const shares = overheard.map(
          ({ share, low, high, runs: n }) =>
            `${percent(share)}% (${percent(low)} to ${percent(high)}; n ${n})`,
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
    const about = `${runs} exchanges a row, seed ${seed}, intervals of 99%.`;
    return Promise.resolve({ section: `${table}\n\n${about}` });
  },
};
