import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@neuroveil/autodiff";
import { drawScene } from "@neuroveil/lab/datasets";
import { fastConvolvePlanes } from "neuroveil/internal/kernels";
import {
  perturbation,
  readConvAutoencoder,
  readPerturbationGenerator,
  runAutoencoderHalf,
  tileSeed,
  type Planes,
} from "neuroveil/internal/networks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minus, planesOf } from "./families/autoencoder/planes.ts";
import { curveMean } from "./curve-mean.test.support.ts";
import { randomCrop } from "./data/crops.ts";
import { toPicture } from "./data/planes.ts";
import { recipeById } from "./recipes/list.ts";
import { settingsOf } from "./settings.ts";
import { train, type Trained } from "./train.ts";

const side = 32;

function error(a: Planes, b: Planes): number {
  return minus(a, b).reduce((sum, difference) => sum + difference ** 2, 0) / a.data.length;
}

/** The weights recover a scene that training has not seen, under the key alone. */
async function recovers(weights: Uint8Array): Promise<void> {
  const { encoder, decoder } = readConvAutoencoder(weights);
  const convolve = await fastConvolvePlanes();
  const random = Random.fromText("scene");
  const draw = (): Planes =>
    planesOf(
      Uint8Array.from({ length: 3 * side ** 2 }, () => random.below(256)),
      side,
    );
  const picture = toPicture("scene", drawScene(1_000_000, 64))!;
  const scene = planesOf(randomCrop(picture, side, random), side);
  const [keys, others] = [draw(), draw()];
  const cipher = runAutoencoderHalf(encoder, scene, keys, convolve);
  const right = error(scene, runAutoencoderHalf(decoder, cipher, keys, convolve));
  const wrong = error(scene, runAutoencoderHalf(decoder, cipher, others, convolve));
  expect(wrong).toBeGreaterThan(3 * right);
  expect(error(scene, cipher)).toBeGreaterThan(3 * right);
}

/** The weights make masks of nearly all values, and another one for each z and tile. */
async function masks(weights: Uint8Array): Promise<void> {
  const generator = readPerturbationGenerator(weights);
  const convolve = await fastConvolvePlanes();
  const mask = (z: number, tile: number): Uint8Array =>
    perturbation(
      generator,
      tileSeed(
        new Uint8Array(256).map((_, i) => z * i),
        tile,
      ),
      convolve,
    );
  const first = mask(101, 0);
  expect(new Set(first).size).toBeGreaterThan(200);
  for (const other of [mask(103, 0), mask(101, 1)]) {
    const same = first.filter((byte, i) => byte === other[i]).length;
    expect(same).toBeLessThan(0.05 * first.length);
  }
}

// Two of those that take least; the slow suite has them all.
describe.each([
  { id: "conv-autoencoder", works: recovers },
  { id: "gan-perturbation", works: masks },
])("$id --quick on drawn scenes", ({ id, works }) => {
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
