import type { Recorded } from "./recorded.ts";
import type { VariantFigures } from "./variant-figures.ts";

/** Two places of the survey that cannot both hold. */
export interface Contradiction {
  readonly place: string;
  readonly says: string;
  readonly against: string;
  /** What the figures say, where they can. */
  readonly measured: string;
}

const percent = (value: number): string => value.toFixed(3);

/** Where the survey contradicts itself, and the figures. */
export function contradictions(
  variants: readonly VariantFigures[],
  recorded: Recorded,
): readonly Contradiction[] {
  const rates = recorded.growth.flatMap(({ figures: { rate } }) => rate ?? []);
  const spreads = (group: VariantFigures["group"]): string => {
    const found = variants.flatMap((variant) =>
      variant.group === group && variant.noise !== undefined ? [variant.noise.spread.value] : [],
    );
    const streams = found.filter((spread) => spread <= 1.1).length;
    return `ê <= 1.1 of ${streams} variants, more of ${found.length - streams}`;
  };
  const bits = (group: VariantFigures["group"]): string => {
    const found = variants.filter((variant) => variant.group === group);
    const nominal = found.map((variant) => variant.bits.nominal);
    const count = found.map((variant) => variant.bits.unseeded);
    const ends = (values: readonly number[]): string =>
      `${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))}`;
    return found.length === 0 ? "" : `${ends(nominal)} bits on paper, ${ends(count)} count`;
  };
  const smooth = variants.find(({ cipher }) => cipher.id === "gan-perturbation");
  const ganSsim = variants
    .filter(({ group }) => group === "gan")
    .map(({ cipher, distortion }) => `\`${cipher.id}\` ${distortion.ssim.value.toFixed(3)}`);
  return [
    {
      place: "3.4.1",
      says: "chaos suppresses noise",
      against: "equation 10 of the same section: a change grows as e^λt",
      measured: `${rates.filter((rate) => rate > 0).length} of ${rates.length} fitted λ are positive; noise on cipher images is another matter (${spreads("chaotic")}): it spreads or not by the mode of operation`,
    },
    {
      place: "3.4.2",
      says: "cellular networks have clear advantages under noise",
      against: "table 2: weak, it spreads easily",
      measured: spreads("cellular"),
    },
    {
      place: "3.4.1, 3.4.4 with equation 12",
      says: "noise resistance is that noise on the picture changes little in the cipher image",
      against: "tables 1 and 2: that noise does little to the image",
      measured:
        smooth?.noise === undefined
          ? ""
          : `two quantities: \`gan-perturbation\` keeps ê ${smooth.noise.spread.value.toFixed(2)} and lets one changed byte change ${percent(smooth.noise.plainByte.value)} % of the cipher image`,
    },
    {
      place: "3.2.4 with equation 8",
      says: "a small gradient is a low sensitivity to the key, which is bad",
      against: "3.4.4: the same small gradient resists noise, which is good",
      measured:
        smooth === undefined
          ? ""
          : `\`gan-perturbation\`: ${smooth.sensitivity.passed.count} of ${smooth.sensitivity.passed.n} single bits of z count, and a key one step off shows the picture (abs. r up to ${smooth.sensitivity.shows.toFixed(3)})`,
    },
    {
      place: "equation 5",
      says: "errors after N iterations",
      against: "the equation adds the first change to the last but one state, so that N drops out",
      measured: "equation 5 above, as printed and as meant",
    },
    {
      place: "3.1.3",
      says: "a convolutional network's key space is small, its weights being trained",
      against: "equation 3, by which it grows without bound with layers and kernels",
      measured: bits("convolutional"),
    },
    {
      place: "equations 1 to 4",
      says: "key space is the product of what parameters can be",
      against: "3.1.3, by which the effective key space is smaller",
      measured: "key spaces on paper and counting: equations 1 to 4 above",
    },
    {
      place: "3.6",
      says: "a GAN's distortion is between chaotic and convolutional",
      against: "table 2: high, as chaotic",
      measured: `SSIM: ${ganSsim.join(", ")}`,
    },
    {
      place: "table 2",
      says: "a GAN's keys are limited by the generator's parameters",
      against: "3.1.4: by the dimension of the noise vector",
      measured: bits("gan"),
    },
    {
      place: "3.6, and table 2 on cellular distortion",
      says: "distortion follows from neighbours without correlation",
      against: "equation 14, which looks at the picture and at no neighbours",
      measured: independence(variants),
    },
  ];
}

/** Variants whose neighbours are uncorrelated and whose cipher image is like the picture, or the other way round. */
function independence(variants: readonly VariantFigures[]): string {
  const uncorrelated = variants.filter(({ correlation }) => correlation.clean);
  const like = uncorrelated.filter(({ distortion }) => distortion.ssim.low > 0.02).length;
  const unlike = variants.filter(
    ({ correlation, distortion }) => !correlation.clean && Math.abs(distortion.ssim.value) < 0.02,
  );
  return `of ${uncorrelated.length} rows without correlation ${like} have an SSIM above 0.02; ${unlike.length} rows with correlation have one within 0.02 of 0${unlike.length > 0 ? `, ${unlike.map(({ cipher }) => `\`${cipher.id}\``).join(", ")}` : ""}`;
}
