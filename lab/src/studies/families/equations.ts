import type { Cipher } from "neuroveil/ciphers";
import {
  cellularKeySpace,
  chaoticKeySpace,
  convolutionalKeySpace,
  generatorKeySpace,
} from "../../sensitivity/key-space.ts";
import { realBits } from "../../sensitivity/key-change.ts";
import { meanInterval } from "../../statistics/mean-interval.ts";
import type { Recorded } from "./recorded.ts";
import { confidence, type VariantFigures } from "./variant-figures.ts";

/** An equation of the survey, and what was measured of it. */
export interface EquationRow {
  readonly equation: string;
  /** What it says, in our words. */
  readonly says: string;
  /** What measures it: a file of the laboratory, or a table of this page. */
  readonly where: string;
  readonly figure: string;
  readonly n: string;
}

const decimal = (value: number, digits = 3): string => value.toFixed(digits);
const keysText = (n: number): string => (n === 1 ? "1 key" : `${n} keys`);
const bitsText = (bits: number): string => (Number.isInteger(bits) ? `${bits}` : bits.toFixed(1));

/** A row for every equation, as far as it was measured. */
export function equationRows(
  variants: readonly VariantFigures[],
  recorded: Recorded,
): readonly EquationRow[] {
  const byId = (id: string): VariantFigures | undefined =>
    variants.find(({ cipher }) => cipher.id === id);
  return [
    ...keySpaceRows(byId, variants),
    ...growthRows(recorded),
    ...layerRows(byId, recorded),
    ...noiseRows(variants),
    ...qualityRows(byId, recorded),
  ].toSorted((a, b) => Number.parseInt(a.equation, 10) - Number.parseInt(b.equation, 10));
}

type ById = (id: string) => VariantFigures | undefined;

function keySpaceRows(byId: ById, variants: readonly VariantFigures[]): readonly EquationRow[] {
  const where = "`lab/src/sensitivity/key-space.ts`, [key space](#variants)";
  const row = (
    equation: string,
    says: string,
    id: string,
    nominal: (cipher: Cipher) => number,
  ): readonly EquationRow[] => {
    const variant = byId(id);
    if (variant === undefined) return [];
    const { bits, cipher } = variant;
    return [
      {
        equation,
        says,
        where,
        figure: `\`${id}\`: ${bitsText(nominal(cipher))} bits by the equation, of ${bits.nominal} in the native key ${bitsText(bits.unseeded)} count, ${bitsText(bits.value)} when derived from a content key of 256 bits`,
        n: keysText(bits.n),
      },
    ];
  };
  const all = variants.filter(({ group }) => group === "chaotic");
  const spread = all.map(({ bits }) => `${bitsText(bits.nominal)} → ${bitsText(bits.unseeded)}`);
  return [
    ...row(
      "1",
      "key space of a chaotic system: ranges over steps, multiplied",
      "cnse",
      (cipher) => {
        const [initial, control] = cipher.nativeKey.values!.map(({ low, high }) => ({
          low,
          high,
          step: (high - low) * 2 ** -realBits(cipher),
        }));
        return chaoticKeySpace([{ initial: initial!, control: control! }]);
      },
    ),
    ...(all.length === 0
      ? []
      : [
          {
            equation: "1",
            says: "the same of every chaotic variant: on paper → counting",
            where,
            figure: [...new Set(spread)].join(", "),
            n: `${all.length} variants`,
          },
        ]),
    ...row(
      "2",
      "key space of a cellular network: states, weights and inputs",
      "cellular-discrete",
      () =>
        // The key is 64 cells of 16 bits; weights follow from them, so that they add no keys.
        cellularKeySpace({
          cells: 64,
          stateLevels: 2 ** 16,
          neighbours: 0,
          weightLevels: 1,
          inputs: 0,
          inputLevels: 1,
        }),
    ),
    ...row("3", "key space of a convolutional network: its weights", "conv-single", () =>
      convolutionalKeySpace({ levels: 256, layers: 1, kernels: 1, rows: 3, columns: 3 }),
    ),
    ...row("4", "key space of a GAN: its noise vector", "gan-perturbation", ({ nativeKey }) =>
      generatorKeySpace({ levels: 256, dimensions: nativeKey.bytes }),
    ),
  ];
}

function growthRows(recorded: Recorded): readonly EquationRow[] {
  return recorded.growth.flatMap(({ flow, changed, figures }): readonly EquationRow[] => {
    const { rate, low, high, n, known, printed } = figures;
    const interval = `λ ${decimal(rate!)} (${decimal(low!)} to ${decimal(high!)})`;
    const where = "`lab/src/sensitivity/error-growth.ts`, [figure](growth.svg)";
    if (changed === "weight")
      return [
        {
          equation: "11",
          says: `\`${flow}\`: a weight changed by 10^-10`,
          where,
          figure: interval,
          n: `${n} starts`,
        },
      ];
    return [
      {
        equation: "5",
        says: `\`${flow}\`: growth of a change of the state, as printed and as meant`,
        where,
        figure: `as printed at most ${printed!.toPrecision(3)} times the change, whatever N; as meant see 10`,
        n: `${n} starts`,
      },
      {
        equation: "9, 10",
        says: `\`${flow}\`: the change grows as e^λt`,
        where,
        figure: `${interval}, a unit of time; largest Lyapunov exponent ${decimal(known)}`,
        n: `${n} starts`,
      },
    ];
  });
}

function layerRows(byId: ById, recorded: Recorded): readonly EquationRow[] {
  const where = "`lab/src/studies/families/measure-layers.ts`";
  const rows: EquationRow[] = [];
  const { update, weight } = recorded;
  if (update !== undefined)
    rows.push({
      equation: "6",
      says: "a cellular network's next state, from which encryption has to come back",
      where,
      figure: `as printed ${decimal(update.mean!, 1)} % of all states (${decimal(update.least!, 1)} to ${decimal(update.most!, 1)}) follow any: it has no inverse; in second-order form ${decimal(update.secondOrder!, 0)} % of pairs`,
      n: `${update.n} networks of 65,536 states`,
    });
  const single = byId("conv-single");
  if (weight !== undefined && single !== undefined)
    rows.push({
      equation: "7",
      says: "a changed kernel adds its change times the image",
      where,
      figure: `exact for ${decimal(weight.linear!, 1)} % of samples (unrelated keys: ${decimal(weight.unrelated!, 1)} %); of single bits ${single.sensitivity.passed.count} of ${single.sensitivity.passed.n} change the whole cipher image`,
      n: `${weight.n} weights`,
    });
  for (const id of ["gan-perturbation", "gan-exact"])
    for (const each of recorded.response(id))
      rows.push({
        equation: "8",
        says: `\`${id}\`: the image changes by gradient times change of z, of length ${each.size}`,
        where: "`lab/src/sensitivity/linear-response.ts`",
        figure:
          each.residual === null
            ? "no change at all"
            : `residual of linearity ${decimal(each.residual)} (0 if linear, 1 if independent), gradient ${each.gradient!.toPrecision(3)} a step of z`,
        n: `${each.n} samples`,
      });
  return rows;
}

function noiseRows(variants: readonly VariantFigures[]): readonly EquationRow[] {
  return variants.flatMap(({ cipher, group, noise }): readonly EquationRow[] =>
    group !== "convolutional" || noise === undefined
      ? []
      : [
          {
            equation: "12",
            says: `\`${cipher.id}\`: cipher image of a picture with noise`,
            where: "`lab/src/sensitivity/plain-noise.ts`",
            figure: `one byte changed: ${decimal(noise.plainByte.value)} % of samples change; normal noise of 1: ${decimal(noise.plainGauss.value)} % (${decimal(noise.plainGauss.low)} to ${decimal(noise.plainGauss.high)}); independent images 99.609 %`,
            n: `${noise.plainByte.n} pictures`,
          },
        ],
  );
}

function qualityRows(byId: ById, recorded: Recorded): readonly EquationRow[] {
  const aes = byId("aes-256-ctr");
  if (aes === undefined) return [];
  const pictures = recorded.plain.map(({ figures }) => figures.entropy!);
  const before = meanInterval(pictures, confidence);
  const bits = aes.entropy.value.value;
  return [
    {
      equation: "13",
      says: "visual entropy, whose logarithm has no base there",
      where: "`lab/src/metrics/entropy.ts`, claims 6, 12, 18, 24",
      figure: `base 2 here: pictures ${decimal(before.value, 2)}, AES ${decimal(bits, 4)} bits; the same cipher images have ${decimal(bits * Math.LN2, 4)} by natural and ${decimal(bits * Math.log10(2), 4)} by common logarithms`,
      n: `${aes.entropy.value.n} pictures`,
    },
    {
      equation: "14",
      says: "SSIM with the whole image as one window, σ called variances",
      where: "`lab/src/metrics/global-ssim.ts`, claims 5, 11, 17, 23",
      figure: `AES ${decimal(aes.distortion.ssim.value, 4)} (${decimal(aes.distortion.ssim.low, 4)} to ${decimal(aes.distortion.ssim.high, 4)}); over windows, as the name is meant elsewhere, ${decimal(aes.distortion.local.value, 4)}`,
      n: `${aes.distortion.ssim.n} pictures`,
    },
  ];
}
