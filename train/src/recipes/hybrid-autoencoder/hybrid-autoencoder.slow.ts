import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { settingsOf } from "../../settings.ts";
import { train } from "../../train.ts";
import { hybridAutoencoder } from "./recipe.ts";

const cifar10 = fileURLToPath(
  new URL("../../../../../shared/data/cifar-10-batches-bin", import.meta.url),
);

test.skipIf(!existsSync(cifar10))(
  "on CIFAR-10 the quick recipe recovers unseen pictures, under a wrong key as well as under the right one",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "neuroveil-train-"));
    try {
      const { card } = await train({
        recipe: hybridAutoencoder.id,
        dataset: cifar10,
        settings: settingsOf(hybridAutoencoder, "quick"),
        seed: "1",
        threads: 1,
        output: join(folder, "run"),
      });
      const figure = (id: string) => card.figures.find((figure) => figure.id === id)!;
      const meanColour = figure("mean-colour-psnr").high;
      for (const id of ["right-key-psnr", "wrong-key-psnr", "adversary-psnr"]) {
        expect(figure(id).low, id).toBeGreaterThan(meanColour);
      }
      expect(figure("right-key-psnr").mean - figure("wrong-key-psnr").mean).toBeLessThan(1);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
