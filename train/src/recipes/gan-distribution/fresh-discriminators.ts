import { compile, Random, type Variables } from "@neuroveil/autodiff";
import type { Examples } from "../../data/examples.ts";
import { learnAnew } from "../../adversaries/learn-anew.ts";
import { meanFigure } from "../../evaluation/mean-figure.ts";
import type { Figure, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { drawStep } from "./draw.ts";
import { discriminators, discriminatorsPlayer } from "./players.ts";

/**
 * Discriminators that begin anew, against generators that no longer learn: how many of their verdicts
 * of held-out pictures are right, in pairs of a real and a made one; half would be by guessing.
 * `fresh-judge-right` is about cipher images among samples of the target, `fresh-image-judge-right`
 * about what the decoder makes of such samples, among images.
 */
export async function freshDiscriminators(
  settings: Settings<Setting>,
  trained: Variables,
  examples: Examples,
): Promise<readonly Figure[]> {
  const { freshSteps: steps, rate } = settings;
  const seed = "fresh judges";
  const random = Random.fromText(seed);
  const draw = () => drawStep(settings, examples, random);
  const variables = await learnAnew(discriminatorsPlayer(settings), trained, draw, {
    steps,
    rate,
    seed,
  });
  return examine(settings, variables, { ...examples, training: examples.heldOut }, random);
}

async function examine(
  settings: Settings<Setting>,
  variables: Variables,
  unseen: Examples,
  random: Random,
): Promise<readonly Figure[]> {
  const { batch, measured } = settings;
  const { graph, ofTarget, ofImages } = discriminators(settings);
  const rows = [
    { id: "fresh-judge-right", ...ofTarget, values: [] as number[] },
    { id: "fresh-image-judge-right", ...ofImages, values: [] as number[] },
  ];
  const scores = rows.flatMap(({ id, real, made }) => [
    [`${id}/real`, real],
    [`${id}/made`, made],
  ]);
  const examiner = await compile(graph, Object.fromEntries(scores));
  for (let done = 0; done < measured; done += batch) {
    const numbers = await examiner.run(variables, drawStep(settings, unseen, random));
    for (const { id, values } of rows) {
      const [real, made] = [numbers[`${id}/real`]!, numbers[`${id}/made`]!];
      for (let i = 0; i < Math.min(batch, measured - done); i++) {
        values.push((Number(real[i]! > 0.5) + Number(made[i]! < 0.5)) / 2);
      }
    }
  }
  await examiner.release();
  return rows.map(({ id, values }) => meanFigure(id, values));
}
