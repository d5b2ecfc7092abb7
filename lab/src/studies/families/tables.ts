import type { PaperColumn, PaperTable } from "../../report/paper-table.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import { median } from "../../statistics/quantile.ts";
import type { ClassVerdict, Property, Verdict } from "./claims.ts";
import type { Contradiction } from "./contradictions.ts";
import type { CrossClaim } from "./cross-claims.ts";
import type { EquationRow } from "./equations.ts";
import type { Interval, VariantFigures } from "./variant-figures.ts";

/** A number in a sentence. */
function figure(value: number, digits: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1000) return value.toFixed(0);
  // No number is "-0.00".
  return value.toFixed(digits).replace(/^-(?=[0.]*$)/, "");
}

function intervalText({ value, low, high }: Interval, digits: number): string {
  const ends = `${figure(low, digits)} to ${figure(high, digits)}`;
  return low === high ? figure(value, digits) : `${figure(value, digits)} (${ends})`;
}

/** The middle of some values, and the least and the most. */
function middle(values: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return intervalText({ value: median(values), low, high, n: values.length }, digits);
}

const percentOf = (share: number): string => `${Math.round(100 * share)}`;

const text = (title: string): PaperColumn => ({ title });
const estimates = (title: string): PaperColumn => ({ title, estimates: true });

/** The class's figure of a property: middle variant, least and most. */
const figures: Readonly<Record<Property, (variants: readonly VariantFigures[]) => string>> = {
  "key space": (variants) =>
    `${middle(
      variants.map(({ bits }) => bits.value),
      0,
    )} bits`,
  "key sensitivity": (variants) => {
    const s = variants.flatMap(({ sensitivity }) => sensitivity.least ?? []);
    const flips = variants.filter(({ sensitivity }) => sensitivity.least === undefined);
    const parts = [
      ...(s.length > 0 ? [`least s ${middle(s, 0)}`] : []),
      ...(flips.length > 0
        ? [
            `${middle(
              flips.map(({ sensitivity: { passed } }) => (100 * passed.count) / passed.n),
              0,
            )} % of single bits count`,
          ]
        : []),
    ];
    return parts.join("; ");
  },
  correlation: (variants) =>
    `mean abs. r ${middle(
      variants.map(({ correlation }) => correlation.size.value),
      4,
    )}, score ${middle(
      variants.map(({ correlation }) => correlation.z.value),
      1,
    )}`,
  noise: (variants) => {
    const found = variants.flatMap(({ noise }) => noise ?? []);
    if (found.length === 0) return "–";
    return `ê ${middle(
      found.map(({ spread }) => spread.value),
      1,
    )}, ${middle(
      found.map(({ psnr }) => psnr.value),
      1,
    )} dB`;
  },
  distortion: (variants) =>
    `SSIM ${middle(
      variants.map(({ distortion }) => distortion.ssim.value),
      3,
    )}, PSNR off by ${middle(
      variants.map(({ distortion }) => distortion.offIdeal.value),
      2,
    )} dB`,
  entropy: (variants) =>
    `${middle(
      variants.map((variant) => variant.entropy.value.value),
      3,
    )} bits, score ${middle(
      variants.map((variant) => variant.entropy.z.value),
      1,
    )}`,
};

const strong = (verdict: Verdict): string => `**${verdict}**`;

export function claimTable(verdicts: readonly ClassVerdict[]): PaperTable {
  return {
    id: "claims",
    caption: "Tables 1 and 2 of the survey",
    columns: [
      text("claim"),
      text("table"),
      text("class"),
      text("property"),
      text("says"),
      text("verdict"),
      text("measured: middle variant (least to most)"),
      text("confirm"),
      text("refute"),
      text("undecided"),
      text("share that confirms, %"),
      text("n"),
    ],
    rows: verdicts.map(({ claim, verdict, variants }) => {
      const count = (which: Verdict): number =>
        variants.filter((each) => each.verdict === which).length;
      const { low, high } = clopperPearson(count("confirmed"), variants.length);
      const own = variants.map(({ variant }) => variant);
      const each = claim.property.startsWith("key")
        ? `${own[0]!.bits.n} ${own[0]!.bits.n === 1 ? "key" : "keys"}`
        : `${own[0]!.entropy.z.n} pictures`;
      return [
        `${claim.number}`,
        `${claim.table}`,
        claim.family,
        claim.property,
        claim.claim,
        strong(verdict),
        figures[claim.property](own),
        `${count("confirmed")}`,
        `${count("refuted")}`,
        `${count("undecided")}`,
        `${percentOf(count("confirmed") / variants.length)} (${percentOf(low)} to ${percentOf(high)})`,
        `${variants.length} × ${each}`,
      ];
    }),
  };
}

export function ruleTable(verdicts: readonly ClassVerdict[]): PaperTable {
  const rules = [...new Set(verdicts.map(({ claim }) => claim.rule))];
  return {
    id: "rules",
    caption: "When a variant confirms a claim, and when it refutes it",
    columns: [text("claims"), text("rule")],
    rows: rules.map((rule) => {
      const own = verdicts.filter(({ claim }) => claim.rule === rule);
      return [own.map(({ claim }) => claim.number).join(", "), rule];
    }),
  };
}

/** What a variant says to its family's claim about a property; nothing for what stands beside. */
type VerdictOf = (variant: VariantFigures, property: Property) => string;

export function verdictsOf(verdicts: readonly ClassVerdict[]): VerdictOf {
  return ({ cipher, group }, property) => {
    const found = verdicts.find(
      ({ claim }) => claim.family === group && claim.property === property,
    );
    const own = found?.variants.find(({ variant }) => variant.cipher === cipher);
    return own === undefined ? "" : `${found!.claim.number} ${own.verdict}`;
  };
}

const nameCells = ({ cipher, group }: VariantFigures): readonly string[] => [
  group,
  `\`${cipher.id}\``,
  cipher.status,
];

export function keyTable(variants: readonly VariantFigures[], verdictOf: VerdictOf): PaperTable {
  return {
    id: "keys",
    caption: "Native keys",
    columns: [
      text("class"),
      text("variant"),
      text("status"),
      text("bits on paper"),
      estimates("bits that count"),
      estimates("of 256 stored"),
      text("s, least"),
      text("s, middle"),
      text("smallest steps that count"),
      text("a key one step off shows, abs. r"),
      text("key space"),
      text("key sensitivity"),
    ],
    rows: variants.map((variant) => {
      const { bits, sensitivity } = variant;
      const { passed, least, shows } = sensitivity;
      return [
        ...nameCells(variant),
        `${bits.nominal}`,
        bits,
        bits.of256,
        least === undefined ? "–" : `${least}`,
        sensitivity.median === undefined ? "–" : `${sensitivity.median}`,
        `${passed.count} of ${passed.n}`,
        figure(shows, 3),
        verdictOf(variant, "key space"),
        verdictOf(variant, "key sensitivity"),
      ];
    }),
  };
}

export function imageTable(variants: readonly VariantFigures[], verdictOf: VerdictOf): PaperTable {
  return {
    id: "images",
    caption: "Cipher images",
    columns: [
      text("class"),
      text("variant"),
      text("status"),
      estimates("mean abs. r"),
      estimates("score of r"),
      text("within 99.9 % limits"),
      estimates("of the picture's r"),
      estimates("SSIM, eq. 14"),
      estimates("PSNR off ideal, dB"),
      estimates("entropy, bits"),
      estimates("score of entropy"),
      text("the same of black"),
      text("correlation"),
      text("distortion"),
      text("entropy"),
    ],
    rows: variants.map((variant) => {
      const { correlation, distortion, entropy } = variant;
      const { inside } = correlation;
      return [
        ...nameCells(variant),
        correlation.size,
        correlation.z,
        `${inside.count} of ${inside.n}`,
        correlation.ratio,
        distortion.ssim,
        distortion.offIdeal,
        entropy.value,
        entropy.z,
        entropy.blackZ === undefined ? "–" : figure(entropy.blackZ, 1),
        verdictOf(variant, "correlation"),
        verdictOf(variant, "distortion"),
        verdictOf(variant, "entropy"),
      ];
    }),
  };
}

export function noiseTable(variants: readonly VariantFigures[], verdictOf: VerdictOf): PaperTable {
  return {
    id: "noise",
    caption: "Noise",
    columns: [
      text("class"),
      text("variant"),
      text("status"),
      estimates("ê"),
      estimates("PSNR, dB"),
      estimates("above a stream cipher, dB"),
      estimates("one plain byte changes, %"),
      estimates("plain noise of 1 changes, %"),
      text("noise"),
    ],
    rows: variants.map((variant) => {
      const { noise } = variant;
      return [
        ...nameCells(variant),
        ...(noise === undefined
          ? [undefined, undefined, undefined, undefined, undefined]
          : [noise.spread, noise.psnr, noise.overStream, noise.plainByte, noise.plainGauss]),
        verdictOf(variant, "noise"),
      ];
    }),
  };
}

export function crossTable(id: string, title: string, claims: readonly CrossClaim[]): PaperTable {
  return {
    id,
    caption: title,
    columns: [
      text("claim"),
      text("place"),
      text("says"),
      text("statistic"),
      text("of"),
      estimates("value"),
      text("n"),
      text("beside"),
      text("verdict"),
    ],
    rows: claims.flatMap(({ id, place, claim, statistic, parts, verdict }) => [
      [id, place, claim, statistic, "all parts", "", "", "", strong(verdict)],
      ...parts.map((part) => [
        id,
        "",
        "",
        "",
        part.what,
        part,
        `${part.n}`,
        part.beside ?? "",
        part.verdict,
      ]),
    ]),
  };
}

export function equationTable(rows: readonly EquationRow[]): PaperTable {
  return {
    id: "equations",
    caption: "Equations",
    columns: [text("equation"), text("says"), text("measured by"), text("figure"), text("n")],
    rows: rows.map(({ equation, says, where, figure, n }) => [equation, says, where, figure, n]),
  };
}

export function contradictionTable(rows: readonly Contradiction[]): PaperTable {
  return {
    id: "contradictions",
    caption: "Where the survey contradicts itself",
    columns: [text("place"), text("says"), text("against"), text("figures")],
    rows: rows.map(({ place, says, against, measured }) => [place, says, against, measured]),
  };
}
