import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recipeById } from "../list.ts";
import { settingsOf } from "../../settings.ts";
import { train, type Trained } from "../../train.ts";
import { ways } from "../../families/hybrid/players.ts";
import { expectSameWeightsAfterStop } from "./stopped.test.support.ts";

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "neuroveil-train-"));
});
afterAll(() => rm(base, { recursive: true, force: true }));

test("cnn-only: stopped and resumed, it ends with the same weights, which the cipher takes", async () => {
  await expectSameWeightsAfterStop("cnn-only-first");
});

// The way of each recipe.
describe.each([
  ["hybrid-first", ways.gradient],
  ["cnn-only-first", ways.evolution],
])("%s, quick", (recipe, way) => {
  let trained: Trained;
  let drifted: Trained;
  beforeAll(async () => {
    const begin = (way: number): Promise<Trained> =>
      train({
        recipe,
        dataset: "generated",
        settings: settingsOf(recipeById(recipe), "quick", { way }),
        seed: "1",
        threads: 1,
        output: join(base, `${recipe}-${way}`),
      });
    trained = await begin(way);
    drifted = await begin(ways.drift);
  }, 3_600_000);
  const figure = (id: string, { card } = trained) => card.figures.find((one) => one.id === id)!;

  test("hides its layers better than where it began, and than weights that went anywhere", () => {
    const loss = figure("game-loss-trained");
    expect(loss.high).toBeLessThan(figure("game-loss-least").low);
    expect(loss.high).toBeLessThan(figure("game-loss-trained", drifted).low);
  });

  test("changes nothing of the cipher as a whole", () => {
    for (const id of ["npcr", "uaci", "key-bit-npcr"]) {
      expect(Math.abs(figure(`cipher-${id}-trained-less-seed`).mean), id).toBeLessThan(0.003);
    }
    expect(figure("cipher-mean-squared-error-trained").high).toBe(0);
    expect(figure("adversary-predicted-same-mask").low).toBeGreaterThan(0.9);
    expect(Math.abs(figure("adversary-predicted-trained").mean - 0.5)).toBeLessThan(0.01);
    expect(figure("adversary-read-trained").high).toBeLessThan(0.05);
  });
});
