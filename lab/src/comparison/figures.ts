/** A share for people: "97.5%". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** A p-value for people: two digits, and no more zeros than can be read. */
export function pValue(p: number): string {
  if (p === 0) return "0";
  return p < 1e-4 ? p.toExponential(1) : p.toPrecision(2);
}
