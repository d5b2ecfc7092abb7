import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { curveMean } from "./curve-mean.test.support.ts";
import { recipeById } from "./recipes/list.ts";
import { settingsOf } from "./settings.ts";
import { train, type Trained } from "./train.ts";

/** Trains a recipe in its quick settings and expects that losses fall and the weights do their work. */
export function describeQuickRecipe(
  id: string,
  works: (weights: Uint8Array) => Promise<void>,
): void {
  describe(`${id} --quick on drawn scenes`, () => {
    let folder: string;
    let trained: Trained;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "neuroveil-quick-"));
      trained = await train({
        recipe: id,
        dataset: "generated",
        settings: settingsOf(recipeById(id), "quick"),
        seed: "1",
        threads: 1,
        output: join(folder, "run"),
      });
    }, 300_000);
    afterAll(() => rm(folder, { recursive: true }));

    test("its losses fall", () => {
      const loss = (from: number, to: number): number =>
        curveMean(trained.curve, "network/loss", from, to);
      expect(loss(0.5, 0.75)).toBeLessThan(0.5 * loss(0, 0.1));
      expect(loss(0.75, 1)).toBeLessThan(loss(0.25, 0.5));
    });

    test("its weights are those of the card, and work", async () => {
      const weights = await readFile(join(trained.folder, "model.safetensors"));
      expect(createHash("sha256").update(weights).digest("hex")).toBe(trained.card.sha256);
      await works(weights);
    });
  });
}
