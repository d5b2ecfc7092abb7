import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { combineDna } from "./dna.ts";
import { dnaLayer, dnaRecipes, drawDnaRecipes } from "./dna-layer.ts";

it("knows 3 operations by 8 x 8 x 8 rules", () => {
  expect(new Set(dnaRecipes.map((recipe) => JSON.stringify(recipe))).size).toBe(1536);
});

test.prop(
  [
    fc.array(fc.nat(1535), { minLength: 1, maxLength: 400 }),
    fc.uint8Array({ minLength: 500, maxLength: 500 }),
    fc.uint8Array({ minLength: 500, maxLength: 500 }),
  ],
  { numRuns: 50 },
)("combines each byte by the recipe of its place, and back", (numbers, plain, strand) => {
  const data = plain.slice();
  const layer = dnaLayer(strand, Uint16Array.from(numbers));
  layer.encrypt(data);
  const expected = plain.map((byte, i) => {
    const { operation, ...rules } = dnaRecipes[numbers[i % numbers.length]!]!;
    return combineDna(byte, strand[i]!, operation, rules);
  });
  expect(Buffer.compare(data, expected)).toBe(0);
  layer.decrypt(data);
  expect(Buffer.compare(data, plain)).toBe(0);
});

it("draws every recipe as often as any other, and one for 16 places at the most", () => {
  let state = 1;
  const word = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  expect(drawDnaRecipes(1, word)).toHaveLength(1);
  expect(drawDnaRecipes(33, word)).toHaveLength(3);
  const recipes = drawDnaRecipes(1_000_000, word);
  expect(recipes).toHaveLength(16_384);
  const counts = new Uint32Array(dnaRecipes.length);
  for (const recipe of recipes) counts[recipe]!++;
  const even = recipes.length / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - even) ** 2, 0) / even;
  // 1,535 degrees of freedom, four standard deviations of sqrt(2 * 1535).
  expect(Math.abs(chiSquare - 1535)).toBeLessThan(222);
});
