import { intervalChart } from "../report/interval-chart.ts";
import { markup, type Part } from "../report/markup.ts";
import { reportTable, verdictMark } from "../report/table.ts";
import { chartFigure } from "./chart-figure.ts";
import type { Comparison } from "./comparison.ts";
import { percent, pValue } from "./figures.ts";
import { rateLevel } from "./summary.ts";

const meanings = markup`<p class="soft">Passes: pairs of image and key in which the metric passed, in a family of their own. Below ${rateLevel}: single tests with such a p-value, of which an ideal cipher has that share. Mean z: of their standard normal scores. Fit p: whether their p-values are spread evenly. Adjusted p: the smallest of the metric in the family of this cipher. Like AES p: the smallest, adjusted, of the tests against AES.</p>`;

/** Every metric of one cipher, and how often single tests reject it. */
export function cipherDetails({
  cipher,
  metrics,
  difference,
}: Comparison["ciphers"][number]): Part {
  const table = reportTable({
    caption: `Every metric of ${cipher}.`,
    columns: [
      { title: "metric" },
      { title: "verdict" },
      { title: "passes", kind: "number" },
      { title: "95% interval", kind: "number" },
      { title: `below ${rateLevel}`, kind: "number" },
      { title: "mean z", kind: "number" },
      { title: "fit p", kind: "number" },
      { title: "adjusted p", kind: "number" },
      { title: "like AES p", kind: "number" },
    ],
    rows: metrics.map(({ id, verdict, passed, rejected, meanScore, fit, adjusted }) => {
      const like = difference?.metrics.find((each) => each.id === id);
      return [
        id,
        verdictMark(verdict),
        `${passed.count} of ${passed.n}`,
        `${percent(passed.low)} to ${percent(passed.high)}`,
        rejected === undefined ? "" : `${rejected.count} of ${rejected.n}`,
        meanScore === undefined ? "" : meanScore.value.toFixed(2),
        fit === undefined ? "" : pValue(fit.p),
        pValue(adjusted),
        like === undefined ? "" : pValue(like.adjusted),
      ];
    }),
  });
  const rates = metrics.flatMap(({ id, rejected }) =>
    rejected === undefined
      ? []
      : [{ name: id, value: rejected.count / rejected.n, low: rejected.low, high: rejected.high }],
  );
  if (rates.length === 0) return [meanings, table];
  const chart = intervalChart({
    title: `Share of single tests of ${cipher} with a p-value below ${rateLevel}, by metric, with 95% intervals`,
    unit: `share of single tests below ${rateLevel}; dashed: an ideal cipher`,
    ideal: rateLevel,
    rows: rates,
  });
  return [meanings, table, chartFigure(chart)];
}
