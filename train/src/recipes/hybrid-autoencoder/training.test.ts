import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawScene } from "@neuroveil/lab/datasets";
import { encodeImage } from "neuroveil/image";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TrainingProgress } from "../../loop.ts";
import { settingsOf } from "../../settings.ts";
import { resumeTraining, train, type Trained, type Watching } from "../../train.ts";
import { hybridAutoencoder } from "./recipe.ts";

const settings = settingsOf(hybridAutoencoder, "glimpse", {
  steps: 8,
  batch: 2,
  channels: 3,
  units: 6,
  patches: 3,
  measured: 3,
});

let base: string;
let pictures: string;
let whole: Trained;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "neuroveil-train-"));
  pictures = join(base, "pictures");
  await mkdir(pictures);
  for (let seed = 0; seed < 3; seed++) {
    const { bytes } = await encodeImage(drawScene(seed, 24));
    await writeFile(join(pictures, `${seed}.png`), bytes);
  }
  whole = await begin("whole");
});
afterAll(() => rm(base, { recursive: true, force: true }));

function begin(name: string, watching: Watching = {}): Promise<Trained> {
  return train({
    recipe: "hybrid-autoencoder",
    dataset: pictures,
    settings,
    seed: "test",
    threads: 1,
    output: join(base, name),
    checkpointSteps: 3,
    ...watching,
  });
}

test("stopped and resumed, it ends with the same weights", async () => {
  class Stopped extends Error {}
  const onProgress = ({ step }: TrainingProgress): void => {
    if (step === 5) throw new Stopped();
  };
  await expect(begin("stopped", { onProgress })).rejects.toThrow(Stopped);
  const { card, folder } = await resumeTraining(join(base, "stopped"));
  expect(card).toEqual(whole.card);
  const weights = (path: string): Promise<Buffer> => readFile(join(path, "model.safetensors"));
  expect(Buffer.compare(await weights(folder), await weights(whole.folder))).toBe(0);
});

test("figures tell by groups of steps what a wrong key shows and what the key decides", () => {
  const ids = whole.card.figures.map(({ id }) => id);
  for (const steps of ["step-0", "steps-1-3", "steps-4-8"]) {
    expect(ids).toContain(`wrong-key-${steps}-psnr`);
    expect(ids).toContain(`decryption-differs-${steps}`);
  }
  const forgotten = whole.card.figures.find(({ id }) => id === "cipher-forgets-key-after")!;
  expect(forgotten.mean).toBeGreaterThan(0);
  expect(forgotten.mean).toBeLessThanOrEqual(9);
});

test("refuses settings out of range", () => {
  for (const change of [{ patches: 2 }, { units: 257 }, { keyBytes: 0 }, { backwards: 2 }]) {
    expect(() => settingsOf(hybridAutoencoder, "full", change)).toThrow(/to be a whole number/);
  }
});
