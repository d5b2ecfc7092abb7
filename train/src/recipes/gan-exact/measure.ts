import { Random } from "@neuroveil/autodiff";
import type { RoundKernels } from "neuroveil/internal/networks";
import type { Examples } from "../../data/examples.ts";
import { meanFigure } from "../../evaluation/mean-figure.ts";
import type { Figure, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { FreshDiscriminators } from "./fresh-discriminators.ts";

/** Bounds of random kernels: all that are possible, and 1 and -1, with which training begins. */
const bounds = { random: 128, least: 2 };

/**
 * How often fresh discriminators tell what a round without key makes of held-out pictures from noise: with the
 * trained kernels, and with random ones that are drawn anew for every discriminator. `random-less-trained` is
 * the difference in pairs: above 0, training has helped.
 */
export async function measureKernels(
  settings: Settings<Setting>,
  trained: readonly RoundKernels[],
  examples: Examples,
): Promise<readonly Figure[]> {
  const random = Random.fromText("measure");
  const shipped = Float32Array.from(trained.flat().flatMap((kernel) => Array.from(kernel)));
  const drawn = (bound: number): Float32Array =>
    shipped.map(() => 2 * random.below(bound) - bound + 1);
  const discriminators = await FreshDiscriminators.open(settings);
  const right = (kernels: Float32Array): Promise<number> =>
    discriminators.right(kernels, examples, random);
  const rows: { trained: number; random: number; least: number }[] = [];
  try {
    for (let i = 0; i < settings.measured; i++) {
      rows.push({
        trained: await right(shipped),
        random: await right(drawn(bounds.random)),
        least: await right(drawn(bounds.least)),
      });
    }
  } finally {
    await discriminators.release();
  }
  const figure = (id: string, value: (row: (typeof rows)[number]) => number): Figure =>
    meanFigure(id, rows.map(value));
  return [
    figure("judge-right-trained", (row) => row.trained),
    figure("judge-right-random", (row) => row.random),
    figure("judge-right-least", (row) => row.least),
    figure("random-less-trained", (row) => row.random - row.trained),
  ];
}
