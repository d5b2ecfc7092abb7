import { expect, test } from "vitest";
import { keySamples } from "./key-samples.ts";

const key = Uint8Array.from({ length: 192 }, (_, i) => 37 * i + 11);
const length = 100_000;
const samples = keySamples(key, length);

/** Share of places at which two sequences differ; 255 of 256 where they have nothing to do with each other. */
function differing(a: Uint8Array, b: Uint8Array): number {
  return a.filter((byte, i) => byte !== b[i]).length / a.length;
}

// Six standard deviations on both sides.
const scatter = 6 * Math.sqrt(255 / 256 ** 2 / length);

test.each(Array.from({ length: 32 }, (_, i) => i))(
  "the last bit of number %i of the key changes all samples",
  (number) => {
    const other = key.slice();
    other[6 * number + 5]! ^= 1;
    const share = differing(samples, keySamples(other, length));
    expect(Math.abs(share - 255 / 256)).toBeLessThan(scatter);
  },
);

test("every byte comes up as often as another", () => {
  const counts = new Float64Array(256);
  for (const byte of samples) counts[byte]!++;
  const expected = length / 256;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // 255 degrees of freedom; one of a million is above 375.
  expect(chiSquare).toBeLessThan(375);
});

test("a longer sequence begins as a shorter one", () => {
  expect(keySamples(key, 10)).toEqual(samples.subarray(0, 10));
});
