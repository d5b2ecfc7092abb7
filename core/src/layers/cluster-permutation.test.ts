import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { clusterPermutation } from "./cluster-permutation.ts";

function words(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

test.prop([
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 }),
  fc.nat(),
])("is undone, and no byte leaves its cluster", (plain, labels, seed) => {
  const permutation = clusterPermutation(plain.length, Uint8Array.from(labels), words(seed));
  const half = Math.ceil(plain.length / 2);
  const label = (i: number): number => labels[(i % half) % labels.length]!;
  const members = (data: Uint8Array, cluster: number): readonly number[] =>
    Array.from(data.filter((_, i) => label(i) === cluster)).toSorted((a, b) => a - b);
  const data = plain.slice();
  permutation.encrypt(data);
  for (let cluster = 0; cluster < 4; cluster++)
    expect(members(data, cluster)).toEqual(members(plain, cluster));
  permutation.decrypt(data);
  expect(data).toEqual(plain);
});

it("takes bytes from one string to the other as often as not", () => {
  const length = 20_000;
  const data = new Uint8Array(length).fill(1, length / 2);
  clusterPermutation(length, Uint8Array.of(0, 1, 1, 0, 2), words(1)).encrypt(data);
  const crossed = data.subarray(0, length / 2).reduce((sum, byte) => sum + byte, 0);
  // Of 10,000, half; a grid of few rows spreads more than a binomial distribution would.
  expect(Math.abs(crossed - length / 4)).toBeLessThan(500);
});

it("is the identity where every place is a cluster of its own", () => {
  const data = Uint8Array.of(5, 6, 7);
  clusterPermutation(3, Uint8Array.of(0, 1), words(2)).encrypt(data.subarray(0, 1));
  expect([...data]).toEqual([5, 6, 7]);
});
