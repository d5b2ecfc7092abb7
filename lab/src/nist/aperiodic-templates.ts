/**
 * The patterns of `bits` that cannot overlap themselves (no beginning is also an end), as numbers in
 * rising order: 148 of 9 bits (2.7.2).
 */
export function aperiodicTemplates(bits: number): readonly number[] {
  const templates: number[] = [];
  for (let pattern = 0; pattern < 2 ** bits; pattern++)
    if (!overlapsItself(pattern, bits)) templates.push(pattern);
  return templates;
}

function overlapsItself(pattern: number, bits: number): boolean {
  for (let shift = 1; shift < bits; shift++)
    if (pattern >> shift === (pattern & (2 ** (bits - shift) - 1))) return true;
  return false;
}
