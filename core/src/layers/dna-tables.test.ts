import { expect, it } from "vitest";
import { combineDna, dnaRules } from "./dna.ts";
import { xorBases } from "./dna-tables.ts";

const pairs = Array.from({ length: 65_536 }, (_, i) => [i >> 8, i & 255] as const);

it.each([...dnaRules.keys()])(
  "combines any two bytes by rule %i as the definition does",
  (rule) => {
    const rules = { encode: rule, key: rule, decode: rule };
    const found = Buffer.from(pairs.map(([byte, key]) => xorBases(byte, key, rule)));
    const expected = Buffer.from(pairs.map(([byte, key]) => combineDna(byte, key, "xor", rules)));
    expect(found.equals(expected)).toBe(true);
  },
);
