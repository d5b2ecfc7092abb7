import { expect, test } from "vitest";
import { drawScene } from "../datasets/scene.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { twoSided } from "../statistics/tails.ts";
import { compareWithAes } from "./canary-claim.test.support.ts";
import { rateLevel } from "./summary.ts";

test("over 4 images and 60 keys the canary's image metrics cannot be told from AES's", async () => {
  const images = [0, 1, 2, 3].map((seed) => drawScene(seed, 128));
  const { canary, permutationOnly } = await compareWithAes(images, 60);
  expect(canary).toMatchObject({ jobs: 240, verdict: "pass", difference: { differs: false } });
  for (const { id, rejected } of canary.metrics) {
    if (rejected === undefined) continue;
    const tails = binomialTails(rejected.count, rejected.n, rateLevel);
    expect(twoSided(tails), `${id}: ${rejected.count} of ${rejected.n}`).toBeGreaterThan(1e-4);
  }
  expect(permutationOnly.difference).toMatchObject({ differs: true });
});
