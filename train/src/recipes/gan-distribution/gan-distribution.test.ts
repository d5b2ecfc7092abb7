import { compile, Random, Variables, type Numbers } from "@neuroveil/autodiff";
import { drawScene } from "@neuroveil/lab/datasets";
import { readConvAutoencoder, runAutoencoderHalf, type Planes } from "neuroveil/internal/networks";
import { describe, expect, test } from "vitest";
import { toPicture } from "../../data/planes.ts";
import type { Player, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { freshDiscriminators } from "./fresh-discriminators.ts";
import { ganDistribution } from "./recipe.ts";

const settings: Settings<Setting> = {
  ...ganDistribution.lengths.glimpse,
  batch: 4,
  side: 16,
  channels: 4,
  freshSteps: 150,
  measured: 40,
};
const scenes = [1, 2, 3].map((seed) => toPicture(`scene ${seed}`, drawScene(seed, 32))!);
const examples = { training: scenes.slice(1), heldOut: scenes.slice(0, 1), fingerprint: "" };
const players = ganDistribution.players(settings);
const begin = (): Variables =>
  Variables.initial(
    players.map(({ graph }) => graph),
    "seed",
  );

/** What one step of a player computes, and the parts of the model whose weights it changes. */
async function stepOf({ graph, results }: Player, inputs: Numbers) {
  const variables = begin();
  const before = variables.copy();
  const program = await compile(graph, results);
  const numbers = await program.run(variables, { ...inputs, rate: Float32Array.of(0.01) });
  await program.release();
  const parts = variables.names
    .filter((name) => variables.get(name).some((value, i) => value !== before.get(name)[i]))
    .map((name) => name.replace(/[./].*/, ""));
  const changed = [...new Set(parts)].filter((part) => !/^(adam|judges)$/.test(part)).toSorted();
  const result = (name: string): number => numbers[name]![0]!;
  return { changed, result };
}

const drawn = (changes: Partial<Settings<Setting>> = {}): Numbers =>
  ganDistribution.draw({ ...settings, ...changes }, examples, Random.fromText("step"));

test("each player changes its own weights and no others", async () => {
  const changed = await Promise.all(
    players.map(async (player) => (await stepOf(player, drawn())).changed),
  );
  expect(changed).toEqual([["decoder", "encoder"], ["imageJudge", "targetJudge"], ["adversary"]]);
});

test("the generators lose by both cycles, by what either discriminator tells, by what the adversary knows", async () => {
  const { result } = await stepOf(players[0]!, drawn());
  const known = (1 - Math.min(result("adversaryMisses"), 1)) ** 2;
  const expected =
    settings.cycle * result("lost") +
    settings.cycleBack * result("lostBack") +
    settings.discriminator * (result("toldCipher") + result("toldPictured")) +
    settings.adversary * known;
  expect(result("loss")).toBeCloseTo(expected, 4);
});

test("both cycles of training are those of the integers that are shipped: nothing is hidden below 8 bits", async () => {
  const inputs = drawn();
  const { result } = await stepOf(players[0]!, inputs);
  const { encoder, decoder } = readConvAutoencoder(ganDistribution.export(settings, begin()));
  const image = (name: string, i: number): Planes => {
    const length = 3 * settings.side ** 2;
    const data = Int16Array.from(inputs[name]!.subarray(i * length, (i + 1) * length));
    return { channels: 3, height: 16, width: 16, data };
  };
  const lost = (name: string, halves: readonly [typeof encoder, typeof decoder]): number => {
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      const [from, keys] = [image(name, i), image("keys", i)];
      const back = halves.reduce((x, half) => runAutoencoderHalf(half, x, keys), from);
      sum += back.data.reduce((total, sample, at) => total + Math.abs(sample - from.data[at]!), 0);
    }
    return sum / inputs[name]!.length / 128;
  };
  expect(result("lost")).toBeCloseTo(lost("images", [encoder, decoder]), 6);
  expect(result("lostBack")).toBeCloseTo(lost("target", [decoder, encoder]), 6);
});

test("the target is noise, or cloth", () => {
  const neighbours = (target: Float32Array): number =>
    target.reduce((sum, sample, i) => sum + Math.abs(sample - (target[i + 1] ?? 0)), 0) /
    target.length;
  // Of uniform samples, 256 / 3 on the average.
  expect(neighbours(drawn()["target"]!)).toBeGreaterThan(80);
  expect(neighbours(drawn({ texture: 1 })["target"]!)).toBeLessThan(40);
});

/** Generators that give back some of the planes that they are given: 0 to 2 the image, 3 to 5 the key. */
function passing(encoderFrom: number, decoderFrom = 0): Variables {
  const variables = begin();
  for (const name of variables.names) {
    if (/^(en|de)coder\./.test(name))
      variables.set(name, new Float32Array(variables.get(name).length));
  }
  for (const [half, from] of [
    ["encoder", encoderFrom],
    ["decoder", decoderFrom],
  ] as const) {
    const name = `${half}.${settings.layers}.kernel`;
    const [, inputs = 0] = variables.shape(name);
    const kernel = new Float32Array(variables.get(name).length);
    for (let plane = 0; plane < 3; plane++) {
      kernel[(plane * inputs + settings.channels + from + plane) * 9 + 4] = 1;
    }
    variables.set(name, kernel);
  }
  return variables;
}

describe("what is measured", () => {
  const right = async (variables: Variables): Promise<readonly [number, number]> => {
    const [cipher, pictured] = await freshDiscriminators(settings, variables, examples);
    return [cipher!.mean, pictured!.mean];
  };

  test("fresh discriminators know images from noise, and do not know noise from noise", async () => {
    const [image, fromNoise] = await right(passing(0));
    expect(image).toBeGreaterThan(0.9);
    expect(fromNoise).toBeGreaterThan(0.9);
    const [keys] = await right(passing(3));
    expect(keys).toBeGreaterThan(0.3);
    expect(keys).toBeLessThan(0.7);
  });

  test("generators that do nothing hide nothing: everybody recovers everything, up to the nudges", async () => {
    const found = await ganDistribution.measure(
      { ...settings, measured: 16 },
      passing(0),
      examples,
    );
    const figures = new Map(found.map(({ id, mean }) => [id, mean]));
    for (const id of ["right-key-psnr", "wrong-key-psnr", "target-cycle-psnr"]) {
      expect(figures.get(id), id).toBe(99);
    }
    expect(figures.get("adversary-psnr")).toBeGreaterThan(figures.get("mean-colour-psnr")! + 3);
    // Mean squares 2/3 and 20/3, a little less where samples are at their bounds.
    expect(figures.get("nudged-1-psnr")).toBeCloseTo(49.9, 0);
    expect(figures.get("nudged-4-psnr")).toBeCloseTo(39.9, 0);
  });

  test("of a cipher image that is the key alone, an attacker recovers nothing", async () => {
    const found = await ganDistribution.measure(
      { ...settings, measured: 16 },
      passing(3),
      examples,
    );
    const figures = new Map(found.map(({ id, mean }) => [id, mean]));
    expect(figures.get("adversary-psnr")).toBeLessThan(figures.get("mean-colour-psnr")!);
  });
});
