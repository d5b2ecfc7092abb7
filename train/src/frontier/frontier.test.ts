import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { add, compile, Graph, multiply, Random, Scope, Variables } from "@neuroveil/autodiff";
import { drawScene } from "@neuroveil/lab/datasets";
import { encodeImage } from "neuroveil/image";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missed } from "../families/autoencoder/loss.ts";
import type { Autoencoder } from "../families/autoencoder/players.ts";
import { convAutoencoder } from "../recipes/conv-autoencoder/recipe.ts";
import { autoencoder } from "../families/convolutional/players.ts";
import type { Setting } from "../recipes/conv-autoencoder/settings.ts";
import type { Settings } from "../recipe.ts";
import { train } from "../train.ts";
import { attacker, trainAttacker } from "../families/autoencoder/attacker.ts";
import { randomCrops } from "../data/crops.ts";
import { toPicture } from "../data/planes.ts";
import { ganDirectBits } from "../recipes/gan-direct-bits/recipe.ts";
import { frontierChart } from "./frontier-chart.ts";
import { frontierTable } from "./frontier-table.ts";
import { frontierPoint, type FrontierPoint } from "./point.ts";

const sizes = { steps: 4, batch: 4, channels: 4, side: 16, measured: 4 };
const settings: Settings<Setting> = { ...convAutoencoder.lengths.glimpse, ...sizes };

const pictures = [1, 2, 3].map((seed) => toPicture(`${seed}`, drawScene(seed, 64))!);

describe("an attacker trained anew", () => {
  /** What the attacker misses of images that are encrypted so, as a part of the images' variance. */
  async function missedOf(encode: Autoencoder["encode"]): Promise<number> {
    const cipher = { ...autoencoder, encode };
    const draw = (random: Random) => ({
      images: randomCrops(pictures, sizes.batch, sizes.side, random),
      keys: Float32Array.from(
        { length: sizes.batch * 3 * sizes.side ** 2 },
        () => random.below(256) - 128,
      ),
    });
    const none = Variables.initial([], "none");
    const variables = await trainAttacker(cipher, settings, none, draw, {
      steps: 150,
      threads: 1,
      seed: "1",
    });
    const graph = new Graph();
    const shape = [sizes.batch, 3, sizes.side, sizes.side];
    const [images, keys] = [graph.input("images", shape), graph.input("keys", shape)];
    const seen = encode(new Scope(graph, "encoder"), settings, images, keys);
    const left = missed(attacker(new Scope(graph, "adversary"), seen), images);
    const program = await compile(graph, { left: multiply(left, 1) }, { threads: 1 });
    const given = draw(Random.fromText("unseen"));
    const result = await program.run(variables, given);
    await program.release();
    return result["left"]![0]!;
  }

  test("recovers images that are not encrypted", async () => {
    expect(await missedOf((_, __, images) => multiply(images, 1))).toBeLessThan(0.2);
  });

  test("recovers nothing from samples that do not depend on the image", async () => {
    expect(await missedOf((_, __, images, keys) => add(multiply(images, 0), keys))).toBeGreaterThan(
      0.8,
    );
  });
});

describe("a point of the frontier", () => {
  let folder: string;
  let dataset: string;
  let point: FrontierPoint;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "neuroveil-frontier-"));
    dataset = join(folder, "pictures");
    await mkdir(dataset);
    for (const seed of [1, 2, 3]) {
      const { bytes } = await encodeImage(drawScene(seed, 48));
      await writeFile(join(dataset, `${seed}.png`), bytes);
    }
    const output = join(folder, "run");
    await train({
      recipe: "conv-autoencoder",
      dataset,
      settings,
      seed: "1",
      threads: 1,
      output,
    });
    point = await frontierPoint(output, [{ name: dataset, measured: 3 }], 3);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("has the figures of right key, wrong key, attacker and mean colour on so many crops", () => {
    const figures = point.figures[dataset]!;
    for (const id of ["right-key", "wrong-key", "adversary", "mean-colour"]) {
      expect(figures.find((figure) => figure.id === `${id}-psnr`)).toMatchObject({ n: 3 });
    }
  });

  test("is a row of the table and a mark in the chart", () => {
    const table = frontierTable([point], dataset);
    expect(table.split("\n")).toHaveLength(3);
    expect(table).toContain(`| 4 | ${settings.security} |`);
    const chart = frontierChart([point], new Map([[dataset, "drawn & scenes"]]));
    expect(chart).toContain("drawn &amp; scenes");
    expect(chart.match(/<circle/g)).toHaveLength(1);
    expect(chart).not.toContain("NaN");
  });

  test("is refused for a training of another kind, and for one that was stopped", async () => {
    const other = join(folder, "other");
    await train({
      recipe: "gan-direct-bits",
      dataset,
      settings: { ...ganDirectBits.lengths.glimpse, steps: 1 },
      seed: "1",
      threads: 1,
      output: other,
    });
    await expect(frontierPoint(other, [], 1)).rejects.toThrow("got one of gan-direct-bits");
    const stopped = join(folder, "stopped");
    const training = train({
      recipe: "conv-autoencoder",
      dataset,
      settings,
      seed: "1",
      threads: 1,
      output: stopped,
      checkpointSteps: 2,
      onProgress: ({ step }) => {
        if (step === 3) throw new Error("stopped");
      },
    });
    await expect(training).rejects.toThrow("stopped");
    await expect(frontierPoint(stopped, [], 1)).rejects.toThrow("got one of 2 of 4 steps");
  });
});
