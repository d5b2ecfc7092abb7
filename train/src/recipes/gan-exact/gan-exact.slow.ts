import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsOf } from "../../settings.ts";
import { train } from "../../train.ts";
import { ganExact } from "./recipe.ts";

test("training hides images better than the kernels it began with, and no better than random ones", async () => {
  const base = await mkdtemp(join(tmpdir(), "neuroveil-train-"));
  try {
    const { card } = await train({
      recipe: ganExact.id,
      dataset: "generated",
      settings: settingsOf(ganExact, "quick"),
      seed: "1",
      threads: 1,
      output: join(base, "run"),
    });
    const figure = (id: string) => card.figures.find((figure) => figure.id === id)!;
    const [trained, random] = [figure("judge-right-trained"), figure("judge-right-random")];
    expect(trained.high).toBeLessThan(figure("judge-right-least").low);
    expect(random.low).toBeGreaterThan(0.5);
    expect(figure("random-less-trained").low).toBeLessThan(0);
  } finally {
    await rm(base, { recursive: true, force: true });
  }
});
