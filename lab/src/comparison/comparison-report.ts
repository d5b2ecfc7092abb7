import { intervalChart } from "../report/interval-chart.ts";
import { markup, type Markup, type Part } from "../report/markup.ts";
import { htmlTable } from "../report/paper-html.ts";
import { reportPage } from "../report/page.ts";
import { reportTable, verdictMark } from "../report/table.ts";
import type { Comparison } from "./comparison.ts";
import { chartFigure } from "./chart-figure.ts";
import { cipherDetails } from "./cipher-details.ts";
import { percent, pValue } from "./figures.ts";
import { comparisonFigures } from "./paper-figures.ts";
import { paperTables, publishedTable } from "./paper-tables.ts";

type Cipher = Comparison["ciphers"][number];

/** A comparison as one HTML file. */
export function comparisonReport(comparison: Comparison): string {
  const { dataset, images, keys, alpha, ciphers } = comparison;
  return reportPage({
    title: `${ciphers.length === 1 ? "One cipher" : `${ciphers.length} ciphers`} on ${dataset}`,
    lead: [
      markup`${capital(counted(images.length, "image"))}, ${counted(keys, "key")} for each, every cipher bare under native keys of its own. Verdicts are family-wise: an ideal cipher is rejected anywhere once in ${Math.round(1 / alpha)} such comparisons at the most.`,
      markup`<strong>Passing proves nothing about security.</strong> The canary is here to show it: a mask under a key of 16 bits, which any computer finds in seconds.`,
    ],
    sections: [
      { id: "overview", name: "Overview", body: overview(comparison) },
      { id: "papers", name: "As papers print it", body: asPapers(comparison) },
      { id: "like-aes", name: "Told from AES?", body: likeAes(comparison) },
      ...ciphers.map((cipher, i) => ({
        id: `cipher-${i + 1}`,
        name: cipher.cipher,
        heading: markup`${cipher.cipher} ${verdicts(cipher)}`,
        body: cipherDetails(cipher),
      })),
      { id: "images", name: "Images", body: imageTable(comparison) },
    ],
    footer: footer(comparison),
  });
}

function verdicts({ verdict, asUsed }: Cipher): Part {
  if (verdict === asUsed) return verdictMark(verdict);
  return [verdictMark(verdict), verdictMark(asUsed, `✓ ${asUsed} as used`)];
}

function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function overview({ ciphers }: Comparison): Part {
  const table = reportTable({
    caption: "One row a cipher, over all images and keys.",
    columns: [
      { title: "cipher" },
      { title: "verdict" },
      { title: "as used" },
      { title: "status" },
      { title: "passes", kind: "number" },
      { title: "95% interval", kind: "number" },
      { title: "rejected", kind: "number" },
      { title: "fails", kind: "long" },
    ],
    rows: ciphers.map((cipher, i) => [
      markup`<a href="#cipher-${i + 1}">${cipher.cipher}</a>`,
      verdictMark(cipher.verdict),
      verdictMark(cipher.asUsed),
      cipher.status,
      `${cipher.passed.count} of ${cipher.passed.n}`,
      `${percent(cipher.passed.low)} to ${percent(cipher.passed.high)}`,
      `${cipher.rejected} of ${cipher.tests}`,
      failures(cipher),
    ]),
  });
  const chart = intervalChart({
    title: "Share of image and key pairs in which each cipher passes, with 95% intervals",
    unit: "share of image and key pairs in which no metric failed",
    domain: [0, 1],
    rows: ciphers.map(({ cipher, passed }) => ({
      name: cipher,
      value: passed.count / passed.n,
      low: passed.low,
      high: passed.high,
    })),
  });
  return [
    markup`<p class="soft">Passes: pairs of image and key in which no metric failed, with the exact 95% interval of Clopper and Pearson. Rejected: tests of all pairs together, one family by Holm's rule.</p>`,
    table,
    chartFigure(chart),
    markup`<p class="note">As used: the verdict without NPCR, UACI and avalanche under a repeated nonce. These ask for more than a stream cipher promises: AES-256-CTR changes one sample there, and everything with a nonce for every image.</p>
`,
  ];
}

function failures({ metrics }: Cipher): string {
  return metrics
    .filter(({ verdict }) => verdict === "fail")
    .map(({ id }) => id)
    .join(", ");
}

/** Tables and charts under the names of the field, and what papers print beside them. */
function asPapers({ means }: Comparison): Part {
  const charts = comparisonFigures(means);
  return [
    paperTables(means).map(
      (table) => markup`<div id="table-${table.id}">${htmlTable(table)}</div>
`,
    ),
    [...charts].map(
      ([id, chart]) => markup`<div id="chart-${id}">${chartFigure(intervalChart(chart))}</div>
`,
    ),
    htmlTable(publishedTable()),
    markup`<p class="soft">Beside this page, where it was written with --report: every table as .csv and .tex (booktabs), every metric in metrics.csv, the charts as .svg, and manifest.json with versions, command, seed, keys and hashes.</p>
`,
  ];
}

function likeAes({ ciphers, yardstick, alpha }: Comparison): Part {
  const compared = ciphers.filter(({ difference }) => difference !== undefined);
  const table = reportTable({
    caption: `Image metrics of each cipher beside those of ${yardstick}.`,
    columns: [
      { title: "cipher" },
      { title: "told from AES" },
      { title: "smallest adjusted p", kind: "number" },
      { title: "by", kind: "long" },
    ],
    rows: compared.map(({ cipher, difference }) => [
      cipher,
      verdictMark("info", told(difference!)),
      pValue(difference!.adjusted),
      difference!.metrics
        .filter(({ differs }) => differs)
        .map(({ id }) => id)
        .join(", "),
    ]),
  });
  const tests = markup`<p class="soft">Over the same images and keys: the rate of rejections (Fisher's exact test), the p-values and the scores (two-sample Kolmogorov-Smirnov tests); one family over all ciphers and metrics at level ${alpha} by Holm's rule.</p>`;
  return [tests, table, meaning(compared, yardstick)];
}

function told({ differs, enough }: NonNullable<Cipher["difference"]>): string {
  if (differs) return "yes";
  return enough ? "no" : "too few pairs";
}

/** What the canary's row means, whichever way it went. */
function meaning(compared: readonly Cipher[], yardstick: string): Markup | undefined {
  if (compared.some(({ difference }) => !difference!.differs && !difference!.enough))
    return markup`<p class="note">With so few pairs of image and key no cipher can be told from ${yardstick}, however far its values lie apart: under about a dozen pairs the smallest p-value that there can be is too large. Take more images, or more keys.</p>`;
  const canary = compared.find(({ cipher }) => cipher === "canary");
  if (canary?.difference === undefined) return undefined;
  if (canary.difference.differs)
    return markup`<p class="note">The canary is told from ${yardstick} here, which its design does not explain: look at the metrics that tell it before believing any other row.</p>`;
  return markup`<p class="note">Over these images and keys the canary's image metrics cannot be told from those of ${yardstick}, and 65,536 trials open it. So what these metrics measure, a good mask, is not what makes a cipher hard to break: a key of 16 bits passes them as well as one of 256. They find ciphers that leave traces of the image; they confirm none.</p>`;
}

function imageTable({ images }: Comparison): Part {
  return reportTable({
    caption: "The images, each told from others by its samples.",
    columns: [{ title: "image" }, { title: "size" }, { title: "SHA-256 of the samples" }],
    rows: images.map(({ name, width, height, channels, bits, sha256 }) => [
      name,
      `${width} × ${height}, ${channels} × ${bits} bits`,
      markup`<code>${sha256}</code>`,
    ]),
  });
}

function footer({ version, seed, positions }: Comparison): Part {
  return markup`Made by <code>neuroveil compare</code>, version ${version}, seed <code>${seed}</code>, ${positions} positions; the same call gives the same page, but for the times. Keys are derived from the seed, the image's SHA-256 and the number of the key.`;
}
