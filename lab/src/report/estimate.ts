/** A mean over pictures and keys with its confidence interval, as papers print it. */
export interface Estimate {
  readonly value: number;
  /** Ends of the interval; infinite where one value alone says nothing about its scatter. */
  readonly low: number;
  readonly high: number;
  /** Values that it is the mean of. */
  readonly n: number;
}

/** Digits of the half-width that are worth printing (GUM, section 7.2.6). */
const worthPrinting = 2;
/** Without an interval there is nothing that tells how many digits hold. */
const digitsAlone = 4;
const mostDecimals = 8;

/**
 * An estimate for people: "7.9972 ± 0.0003", rounded to two digits of the half-width; "7.99 (7.9 to
 * 8.0)" where the interval is not centred; the value alone where there is no interval.
 */
export function estimateText({ value, low, high }: Estimate): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const [below, above] = [value - low, high - value];
  const reach = Math.max(below, above);
  if (!Number.isFinite(reach)) return rounded(value, decimalsOf(value, digitsAlone));
  // What rounding of doubles leaves is no scatter.
  if (reach <= 1e-12 * Math.abs(value))
    return `${rounded(value, decimalsOf(value, digitsAlone))} ± 0`;
  const decimals = decimalsOf(reach, worthPrinting);
  if (Math.abs(above - below) <= 0.02 * reach)
    return `${rounded(value, decimals)} ± ${rounded(reach, decimals)}`;
  return `${rounded(value, decimals)} (${rounded(low, decimals)} to ${rounded(high, decimals)})`;
}

/** Decimals with which a number shows so many digits. */
function decimalsOf(value: number, digits: number): number {
  if (value === 0) return 0;
  const places = digits - 1 - Math.floor(Math.log10(Math.abs(value)));
  return Math.max(0, Math.min(mostDecimals, places));
}

function rounded(value: number, decimals: number): string {
  // No number is "-0.00".
  return value.toFixed(decimals).replace(/^-(?=[0.]*$)/, "");
}
