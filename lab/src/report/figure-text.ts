// Six decimals would leave less than two digits of it.
const smallest = 1e-4;
// From here on decimals say nothing that seven digits before them do not.
const large = 1e6;

/**
 * A measured value for people: counts as they are, six decimals below a hundred, fewer above, and what
 * is next to nothing as a power of ten.
 */
export function figureText(value: number): string {
  if (Number.isNaN(value)) return "none";
  if (!Number.isFinite(value)) return value > 0 ? "infinite" : "-infinite";
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) < smallest) return value.toExponential(1);
  if (Math.abs(value) >= large) return value.toFixed(0);
  return Math.abs(value) >= 100 ? value.toFixed(2) : value.toFixed(6);
}

/** An interval for people, one of whose sides may be open. */
export function intervalText({
  low,
  high,
}: {
  readonly low?: number;
  readonly high?: number;
}): string {
  if (low !== undefined && high !== undefined) return `${figureText(low)} to ${figureText(high)}`;
  if (low !== undefined) return `from ${figureText(low)}`;
  return high === undefined ? "" : `up to ${figureText(high)}`;
}
