/**
 * The eight codes in which 00 and 11, and 01 and 10, stand for complementary bases (A-T, C-G): the
 * bases of 0, 1, 2, 3 in turn.
 */
export const dnaRules = ["ACGT", "AGCT", "CATG", "CTAG", "GATC", "GTAC", "TCGA", "TGCA"] as const;

const bases = "ACGT";
/** Bases of a byte, high bits first. */
const basesOfByte = 4;

/** How two strands are combined: bases are counted A, C, G, T as 0 to 3. */
export type DnaOperation = "add" | "subtract" | "xor";

const operations: Readonly<Record<DnaOperation, (a: number, b: number) => number>> = {
  add: (a, b) => (a + b) & 3,
  subtract: (a, b) => (a - b) & 3,
  xor: (a, b) => a ^ b,
};

/** What undoes an operation with the same key strand. */
export const inverses: Readonly<Record<DnaOperation, DnaOperation>> = {
  add: "subtract",
  subtract: "add",
  xor: "xor",
};

/** What a byte goes through: rules by number, 0 to 7. */
export interface DnaRules {
  /** Under which the byte becomes bases. */
  readonly encode: number;
  /** Under which the key byte does. */
  readonly key: number;
  /** Under which the combined bases become a byte. */
  readonly decode: number;
}

function codes(rule: number): readonly number[] {
  return Array.from(dnaRules[rule]!, (base) => bases.indexOf(base));
}

/** All tables: the base of two bits, and the two bits of a base. */
const toBase = dnaRules.map((_, rule) => codes(rule));
const toBits = toBase.map((table) => table.map((_, base) => table.indexOf(base)));

/** The bases of a byte under a rule, as letters. */
export function dnaLetters(byte: number, rule: number): string {
  return Array.from({ length: basesOfByte }, (_, i) =>
    bases.charAt(toBase[rule]![(byte >> (6 - 2 * i)) & 3]!),
  ).join("");
}

/**
 * Combines a byte with a key byte base by base. Under fixed rules xor is an exclusive or and add an
 * addition modulo 4 of two bits each, but for constants: no nonlinearity beyond two bits. Rules that
 * change from byte to byte hide which constants.
 */
export function combineDna(
  byte: number,
  key: number,
  operation: DnaOperation,
  rules: DnaRules,
): number {
  const [own, other, out] = [toBase[rules.encode]!, toBase[rules.key]!, toBits[rules.decode]!];
  let result = 0;
  for (let shift = 0; shift < 8; shift += 2) {
    const base = operations[operation](own[(byte >> shift) & 3]!, other[(key >> shift) & 3]!);
    result |= out[base]! << shift;
  }
  return result;
}

/** Undoes `combineDna`. */
export function separateDna(
  byte: number,
  key: number,
  operation: DnaOperation,
  { encode, decode, key: keyRule }: DnaRules,
): number {
  const back = { encode: decode, decode: encode, key: keyRule };
  return combineDna(byte, key, inverses[operation], back);
}
