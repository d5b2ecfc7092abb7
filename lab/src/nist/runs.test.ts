import { expect, it } from "vitest";
import { BitSequence } from "./bit-sequence.ts";
import { frequency } from "./frequency.ts";
import { assessNist } from "./assessment.ts";
import { runs } from "./runs.ts";

/** 10,000 bits, so many of them ones, that change as often as bits of no bias would. */
function biased(ones: number): BitSequence {
  const bits = Uint8Array.from({ length: 10_000 }, (_, i) => ((i >> 1) + (i & 1)) & 1);
  for (let i = 0, more = ones - 5000; more > 0; i++)
    if (bits[i] === 0) {
      bits[i] = 1;
      more--;
    }
  const bytes = new Uint8Array(1250);
  for (const [i, bit] of bits.entries()) bytes[i >> 3]! |= bit << (7 - (i & 7));
  return new BitSequence(bytes);
}

it("of a sequence with too many ones is as improbable as they are, not impossible", () => {
  const four = biased(5200);
  expect(runs(four)).toBe(frequency(four));
  expect(runs(four)).toBeCloseTo(6.334e-5, 8);
  expect(runs(biased(9000))).toBeLessThan(1e-300);
});

it("one such sequence among a hundred is no reason to reject an ideal source, a ruined one is", () => {
  const others = Array.from({ length: 99 }, (_, i) => (i + 0.5) / 99);
  const verdict = (p: number): boolean =>
    assessNist([{ test: "runs", name: "", p: [...others, p] }], 100).pass;
  expect(verdict(runs(biased(5200)))).toBe(true);
  expect(verdict(runs(biased(9000)))).toBe(false);
});
