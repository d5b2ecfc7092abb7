const digits = 6;

/** Six digits of a measured value, as it is recorded; null where it is no finite number. */
export function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : null;
}
