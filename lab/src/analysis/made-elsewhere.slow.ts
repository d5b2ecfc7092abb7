import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { drawScene } from "../datasets/scene.ts";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { analyzeElsewhere, type Later } from "./made-elsewhere.ts";

const [runs, alpha] = [100, 0.05];

test("what an ideal cipher made fails as seldom as the level says, though it is compared with one image", async () => {
  let failed = 0;
  const ideal = idealImages(12, { width: 96, height: 96, channels: 3 });
  for (let i = 0; i < runs; i++) {
    const several = (count: number): readonly Later[] =>
      Array.from({ length: count }, () => {
        const image: Image = next(ideal);
        return { name: "one", read: () => Promise.resolve(image) };
      });
    const { metrics } = await analyzeElsewhere(
      {
        plain: drawScene(i, 96),
        cipher: next(ideal),
        oneSample: several(20),
        keyBit: several(8),
        otherNonce: several(4),
        wrongKey: several(8),
        decrypted: undefined,
      },
      alpha,
    );
    if (metrics.some(({ verdict }) => verdict === "fail")) failed++;
  }
  // Once in a thousand runs of this test an ideal cipher exceeds it; the seed is fixed.
  expect(binomialTails(failed, runs, alpha).upper).toBeGreaterThan(0.001);
});
