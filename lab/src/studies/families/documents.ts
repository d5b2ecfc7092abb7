import { csvTable } from "../../report/csv.ts";
import { markdownTable } from "../../report/markdown.ts";
import type { PaperTable } from "../../report/paper-table.ts";
import { median } from "../../statistics/quantile.ts";
import { claims, judgeClass, type Context } from "./claims.ts";
import { contradictions } from "./contradictions.ts";
import { crossClaims, rankingClaims } from "./cross-claims.ts";
import { equationRows } from "./equations.ts";
import { noiseDensity, noiseSeeds } from "./measure-noise.ts";
import { plots, type Plot } from "./plots.ts";
import type { Recorded } from "./recorded.ts";
import { familiesLatex, familiesReport } from "./report.ts";
import {
  claimTable,
  contradictionTable,
  crossTable,
  equationTable,
  imageTable,
  keyTable,
  noiseTable,
  ruleTable,
  verdictsOf,
} from "./tables.ts";
import { alpha, confidence, variantFigures, type VariantFigures } from "./variant-figures.ts";

/** The section of the page, and what lies beside it, by name. */
export interface FamiliesDocuments {
  readonly section: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Everything that is written of what was measured. */
export function familiesDocuments(recorded: Recorded): FamiliesDocuments {
  const variants = recorded.members.map((member) => variantFigures(member, recorded));
  const context = contextOf(variants);
  const verdicts = claims.flatMap((claim) =>
    variants.some(({ group }) => group === claim.family)
      ? [judgeClass(claim, variants, context)]
      : [],
  );
  const count = (verdict: string): number =>
    verdicts.filter((each) => each.verdict === verdict).length;
  const cross = crossClaims(variants);
  const rankings = rankingClaims(variants);
  const verdictOf = verdictsOf(verdicts);
  const figures = plots(variants, recorded);
  const [noiseFigure, keyFigure, growthFigure] = figures;

  const summary = `Of the ${verdicts.length} claims of both tables ${count("confirmed")} are confirmed, ${count("refuted")} refuted and ${count("undecided")} undecided; of the ${cross.length + rankings.length} claims over all families ${verdictCounts([...cross, ...rankings])}.`;
  const parts: readonly DocumentPart[] = [
    summary,
    settings(variants, recorded),
    claimTable(verdicts),
    ruleTable(verdicts),
    crossTable("cross-claims", "Claims over all families", cross),
    crossTable("rankings", "Orders of families", rankings),
    noiseFigure,
    keyFigure,
    equationTable(equationRows(variants, recorded)),
    growthFigure,
    contradictionTable(contradictions(variants, recorded)),
    "## Variants",
    keyTable(variants, verdictOf),
    imageTable(variants, verdictOf),
    noiseTable(variants, verdictOf),
  ];
  const tables = parts.flatMap((part) => (isTable(part) ? [plain(part)] : []));
  return {
    section: parts.flatMap(markdownOf).join("\n\n"),
    files: new Map([
      ...figures.map(({ file, svg }) => [file, svg] as const),
      ...tables.map((table) => [csvName(table), csvTable(table)] as const),
      ["families.html", familiesReport(summary, tables, figures)],
      ["families.tex", familiesLatex(tables)],
    ]),
  };
}

type DocumentPart = PaperTable | Plot | string | undefined;

function isTable(part: DocumentPart): part is PaperTable {
  return typeof part === "object" && "rows" in part;
}

function csvName({ id }: PaperTable): string {
  return `families-${id}.csv`;
}

/** Without what Markdown makes of it. */
function plain(table: PaperTable): PaperTable {
  return {
    ...table,
    rows: table.rows.map((row) =>
      row.map((cell) =>
        typeof cell === "string"
          ? cell.replaceAll(/[`*]|\]\([^)]*\)/g, "").replaceAll("[", "")
          : cell,
      ),
    ),
  };
}

function contextOf(variants: readonly VariantFigures[]): Context {
  const of = (group: VariantFigures["group"]): readonly VariantFigures[] =>
    variants.filter((variant) => variant.group === group);
  const psnr = of("convolutional").flatMap(({ noise }) => noise?.psnr.value ?? []);
  return {
    chaoticOf256: median(of("chaotic").map(({ bits }) => bits.of256.value)),
    convolutionalPsnr: psnr.reduce((sum, each) => sum + each, 0) / psnr.length,
  };
}

function verdictCounts(all: readonly { readonly verdict: string }[]): string {
  return ["confirmed", "refuted", "undecided"]
    .map((verdict) => `${all.filter((each) => each.verdict === verdict).length} ${verdict}`)
    .join(", ");
}

function settings(variants: readonly VariantFigures[], recorded: Recorded): string {
  const { chaoticOf256, convolutionalPsnr } = contextOf(variants);
  const { width, height, channels } = recorded.plain[0]!.figures;
  const level = (100 * confidence).toFixed(2);
  return `Pictures: the middle ${width} × ${height} × ${channels} samples of ${recorded.plain.length} (names and hashes are the first lines of [families.jsonl](families.jsonl)), and a black one for information; noise on their middle ${noiseSide(recorded)} rows and columns, salt and pepper on ${100 * noiseDensity} % of the cipher image's samples, ${noiseSeeds} keys and noises each; keys on a scene of 32 × 32 × 3. ${variants.length} rows. An ideal cipher's mean abs. r is ${(Math.sqrt(2 / Math.PI) / Math.sqrt(width * height)).toFixed(4)} at this size. Intervals of a variant are over pictures at ${level} % (level ${alpha} a cipher, divided by six properties), those of keys the least and the most of the keys. Of 256 stored bits ${chaoticOf256.toFixed(1)} count in the middle chaotic variant (claim 7); the convolutional variants keep ${convolutionalPsnr.toFixed(2)} dB after noise on average (claim 4).`;
}

/** Rows and columns of the pictures under noise. */
function noiseSide(recorded: Recorded): number {
  const [first] = recorded.members.flatMap(({ cipher }) => recorded.noise(cipher.id));
  return Math.sqrt((first?.figures.samples ?? 0) / recorded.plain[0]!.figures.channels);
}

function markdownOf(part: DocumentPart): readonly string[] {
  if (part === undefined) return [];
  if (typeof part === "string") return [part];
  if (!isTable(part)) return [`![${part.title}](${part.file})`];
  const level = ["keys", "images", "noise"].includes(part.id) ? "###" : "##";
  const csv = csvName(part);
  const caption = `The same as [${csv}](${csv}).`;
  return [`${level} ${part.caption}`, markdownTable({ ...part, caption }).trimEnd()];
}
