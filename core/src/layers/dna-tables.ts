import { combineDna, dnaRules } from "./dna.ts";

/** What `entry` gives for every rule and byte: that of rule r begins at 256 r. */
export function dnaTable(entry: (rule: number, byte: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 * dnaRules.length }, (_, i) => entry(i >> 8, i & 255));
}

/**
 * The four bases of every byte under every rule, two bits each: rule 0 writes 0 to 3 as they are.
 */
export const basesOf: Uint8Array = dnaTable((rule, byte) =>
  combineDna(byte, 0, "xor", { encode: rule, key: 0, decode: 0 }),
);

/** The byte that four bases stand for under every rule. */
export const bytesOf: Uint8Array = dnaTable((rule, bases) =>
  combineDna(bases, 0, "xor", { encode: 0, key: 0, decode: rule }),
);

/** The exclusive or of the bases of two bytes, coded and decoded by one rule; it undoes itself. */
export function xorBases(byte: number, key: number, rule: number): number {
  const table = rule << 8;
  return bytesOf[table + (basesOf[table + byte]! ^ basesOf[table + key]!)]!;
}
