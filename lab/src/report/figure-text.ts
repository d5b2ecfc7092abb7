/** A measured value for people: counts as they are, six decimals below a hundred, fewer above. */
export function figureText(value: number): string {
  if (Number.isNaN(value)) return "none";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (Number.isInteger(value)) return String(value);
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
