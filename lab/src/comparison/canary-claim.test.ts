import { expect, test } from "vitest";
import { drawScene } from "../datasets/scene.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { twoSided } from "../statistics/tails.ts";
import { compareWithAes } from "./canary-claim.test.support.ts";
import { rateLevel } from "./summary.ts";

test("over 16 keys the canary's image metrics cannot be told from AES's", async () => {
  const { canary, permutationOnly } = await compareWithAes([drawScene(3, 48)], 16);
  expect(canary).toMatchObject({ jobs: 16, verdict: "pass", difference: { differs: false } });
  for (const { id, rejected } of canary.metrics) {
    if (rejected === undefined) continue;
    const tails = binomialTails(rejected.count, rejected.n, rateLevel);
    expect(twoSided(tails), `${id}: ${rejected.count} of ${rejected.n}`).toBeGreaterThan(1e-4);
  }
  // The same comparison tells a cipher that keeps the histogram at once.
  expect(permutationOnly.difference).toMatchObject({ differs: true });
});
