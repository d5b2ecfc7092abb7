import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsOf } from "../../settings.ts";
import { train } from "../../train.ts";
import { ganDirectBits } from "./recipe.ts";

test("Bob learns to read, Eve less so, and a wrong key does not", async () => {
  const base = await mkdtemp(join(tmpdir(), "neuroveil-train-"));
  try {
    const { card } = await train({
      recipe: ganDirectBits.id,
      dataset: "generated",
      settings: settingsOf(ganDirectBits, "quick"),
      seed: "1",
      threads: 1,
      output: join(base, "run"),
    });
    const figure = (id: string) => card.figures.find((figure) => figure.id === id)!;
    const bob = figure("bob-wrong-bits");
    for (const party of ["eve", "fresh-eve", "wrong-key"]) {
      expect(bob.high, party).toBeLessThan(figure(`${party}-wrong-bits`).low - 1);
    }
  } finally {
    await rm(base, { recursive: true, force: true });
  }
});
