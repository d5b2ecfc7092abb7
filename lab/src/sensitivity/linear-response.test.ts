import { expect, test } from "vitest";
import { keystreamBytes } from "../random/keyed-words.ts";
import { seededRandom } from "../random/random.ts";
import { linearResponse, type Generator } from "./linear-response.ts";

const noise = Float64Array.from({ length: 12 }, (_, i) => Math.cos(3 * i));
const random = seededRandom(4);
const weights = Array.from({ length: 500 }, () =>
  Float64Array.from({ length: noise.length }, () => random.normal()),
);

function layer(output: (x: number) => number): Generator {
  return (z) =>
    weights.map((row) => output(row.reduce((sum, weight, i) => sum + weight * z[i]!, 0)));
}

/** An image that has nothing in common with one of a noise vector nearby. */
const unrelated: Generator = (z) => {
  const key = new Uint8Array(32);
  for (const [i, byte] of new Uint8Array(z.slice().buffer).entries())
    key[i % 32] = (31 * key[i % 32]! + byte) & 255;
  return keystreamBytes(key, 4000);
};

test("a linear generator has no residual, at its gradient", async () => {
  const found = await linearResponse(
    layer((x) => x),
    noise,
    [1e-3, 1],
    seededRandom(1),
  );
  for (const { residual, gradient } of found) {
    expect(residual!).toBeLessThan(1e-9);
    // Weights are standard normal, and directions have length 1.
    expect(Math.abs(gradient - 1)).toBeLessThan(0.1);
  }
});

test("a smooth generator is linear for small changes only", async () => {
  const found = await linearResponse(layer(Math.tanh), noise, [1e-4, 1e-2, 1], seededRandom(1));
  const residuals = found.map(({ residual }) => residual!);
  expect(residuals[0]!).toBeLessThan(1e-3);
  expect(residuals[1]! / residuals[0]!).toBeGreaterThan(50);
  expect(residuals[2]!).toBeGreaterThan(0.1);
  expect(residuals[2]!).toBeLessThan(Math.sqrt(3) - 0.3);
});

test("independent images have the residual √3, with the scatter that is given", async () => {
  const scores: number[] = [];
  for (let seed = 0; seed < 60; seed++) {
    const centre = noise.map((z) => z + seed);
    const [found] = await linearResponse(unrelated, centre, [1e-6], seededRandom(seed), 4);
    scores.push((found!.residual! - found!.expected) / found!.sd);
  }
  const mean = scores.reduce((sum, z) => sum + z, 0) / scores.length;
  const square = scores.reduce((sum, z) => sum + z * z, 0) / scores.length;
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(scores.length));
  expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / scores.length));
});

test("a generator that ignores its noise has none; senseless settings are refused", async () => {
  const [found] = await linearResponse(() => [1, 2, 3], noise, [1], seededRandom(1), 2);
  expect(found).toMatchObject({ residual: null, gradient: 0, n: 6 });
  const message = /expected a noise vector, sizes above 0 and one direction or more/;
  await expect(linearResponse(unrelated, new Float64Array(), [1], random)).rejects.toThrow(message);
  await expect(linearResponse(unrelated, noise, [0], random)).rejects.toThrow(message);
  await expect(linearResponse(unrelated, noise, [1], random, 0)).rejects.toThrow(message);
});
