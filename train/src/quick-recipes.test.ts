import { fastConvolvePlanes } from "neuroveil/internal/kernels";
import { perturbation, readPerturbationGenerator, tileSeed } from "neuroveil/internal/networks";
import { expect } from "vitest";
import { describeQuickRecipe } from "./quick-recipes.test.support.ts";

/** The weights make masks of nearly all values, and another one for each z and tile. */
async function masks(weights: Uint8Array): Promise<void> {
  const generator = readPerturbationGenerator(weights);
  const convolve = await fastConvolvePlanes();
  const mask = (z: number, tile: number): Uint8Array =>
    perturbation(
      generator,
      tileSeed(
        new Uint8Array(256).map((_, i) => z * i),
        tile,
      ),
      convolve,
    );
  const first = mask(101, 0);
  expect(new Set(first).size).toBeGreaterThan(200);
  for (const other of [mask(103, 0), mask(101, 1)]) {
    const same = first.filter((byte, i) => byte === other[i]).length;
    expect(same).toBeLessThan(0.05 * first.length);
  }
}

// One of those that take least; the slow suite has them all.
describeQuickRecipe("gan-perturbation", masks);
