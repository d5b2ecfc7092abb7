import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawScene } from "@neuroveil/lab/datasets";
import { readWeights } from "neuroveil/internal/hybrid-first";
import { encodeImage } from "neuroveil/image";
import { expect } from "vitest";
import type { TrainingProgress } from "../../loop.ts";
import { recipeById } from "../list.ts";
import { settingsOf } from "../../settings.ts";
import { resumeTraining, train, type Trained, type Watching } from "../../train.ts";

/**
 * Trains on three drawn scenes, once as a whole and once stopped in between: the weights must be the same,
 * and the cipher must take them.
 */
export async function expectSameWeightsAfterStop(recipe: string): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), "neuroveil-train-"));
  try {
    const pictures = join(base, "pictures");
    await mkdir(pictures);
    for (let seed = 0; seed < 3; seed++) {
      const { bytes } = await encodeImage(drawScene(seed, 80));
      await writeFile(join(pictures, `${seed}.png`), bytes);
    }
    const begin = (name: string, watching: Watching = {}): Promise<Trained> =>
      train({
        recipe,
        dataset: pictures,
        settings: settingsOf(recipeById(recipe), "glimpse", {
          steps: 8,
          batch: 4,
          shown: 2,
          pairs: 1,
          freshSteps: 10,
        }),
        seed: "test",
        threads: 1,
        output: join(base, name),
        checkpointSteps: 3,
        ...watching,
      });
    const whole = await begin("whole");
    class Stopped extends Error {}
    const onProgress = ({ step }: TrainingProgress): void => {
      if (step === 5) throw new Stopped();
    };
    await expect(begin("stopped", { onProgress })).rejects.toThrow(Stopped);
    const { card, folder } = await resumeTraining(join(base, "stopped"));
    expect(card).toEqual(whole.card);
    const weights = (path: string): Promise<Buffer> => readFile(join(path, "model.safetensors"));
    expect(Buffer.compare(await weights(folder), await weights(whole.folder))).toBe(0);
    expect(readWeights(await weights(folder)).shape.lstmLayers).toBe(
      recipe === "hybrid-first" ? 1 : 0,
    );
    const error = card.figures.find(({ id }) => id === "cipher-mean-squared-error-trained");
    expect(error).toMatchObject({ low: 0, high: 0 });
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}
