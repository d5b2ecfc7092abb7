import { wideIntervalChart, type IntervalChart } from "./interval-chart.ts";

/** What a chart takes from a page's style, in fixed colours and for paper. */
const style =
  "text{font:11px 'Liberation Sans',Arial,Helvetica,sans-serif;fill:#55607a}" +
  ".label{fill:#1b2330}.axis{stroke:#9aa3b5;fill:none}" +
  ".ideal{stroke:#1f5fbf;stroke-dasharray:4 3;fill:none}.value{fill:#1b2330}.reach{stroke:#1b2330;fill:none}";

/** An interval chart as a file of its own, with its axis, ticks and unit. */
export function svgFile(chart: IntervalChart): string {
  const { text } = wideIntervalChart(chart);
  return text
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(">", `><style>${style}</style><rect width="100%" height="100%" fill="#fff"/>`);
}
