import { compile, Graph, multiply, Random, Scope, Variables } from "@neuroveil/autodiff";
import { drawScene } from "@neuroveil/lab/datasets";
import {
  convolvePlanes,
  perturbation,
  readPerturbationGenerator,
  seedPlanes,
  seedSide,
  tileSeed,
} from "neuroveil/internal/networks";
import { describe, expect, test } from "vitest";
import { toPicture } from "../../data/planes.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { measureGenerator } from "./measure.ts";
import { generate } from "./network.ts";
import { ganPerturbation } from "./recipe.ts";

const settings: Settings<Setting> = { ...ganPerturbation.lengths.glimpse, batch: 2, channels: 5 };
const examples = { training: [], heldOut: [], fingerprint: "" };

test("the generator computes the same in training and as shipped, byte by byte", async () => {
  const graph = new Graph();
  const seeds = graph.input("seeds", [1, seedPlanes, seedSide, seedSide]);
  const samples = generate(new Scope(graph, "generator"), settings, seeds);
  const program = await compile(graph, { samples: multiply(samples, 1) });
  const variables = Variables.initial([graph], "seed");
  const generator = readPerturbationGenerator(ganPerturbation.export(settings, variables));
  const z = Uint8Array.from({ length: 256 }, (_, i) => 101 * i + 9);
  for (const tile of [0, 300]) {
    const seed = tileSeed(z, tile);
    const { samples } = await program.run(variables, { seeds: Float32Array.from(seed.data) });
    const bytes = perturbation(generator, seed, convolvePlanes);
    expect([...bytes]).toEqual(Array.from(samples!, (sample) => sample & 255));
    expect(new Set(bytes).size).toBeGreaterThan(50);
  }
  await program.release();
});

test("each player changes its own weights alone, and losses fall", async () => {
  const players = ganPerturbation.players(settings);
  const variables = Variables.initial(
    players.map(({ graph }) => graph),
    "seed",
  );
  const random = Random.fromText("steps");
  const losses: number[] = [];
  for (const [own, { graph, results }] of [
    ["judge", players[1]!],
    ["generator", players[0]!],
  ] as const) {
    const program = await compile(graph, results);
    const before = variables.copy();
    for (let step = 0; step < 30; step++) {
      const inputs = ganPerturbation.draw(settings, examples, random);
      const rate = Float32Array.of(0.002);
      const { loss } = await program.run(variables, { ...inputs, rate });
      if (own === "generator") losses.push(loss![0]!);
    }
    await program.release();
    const changed = variables.names.filter((name) =>
      variables.get(name).some((value, i) => value !== before.get(name)[i]),
    );
    const parts = new Set(changed.map((name) => name.replace(/\..*/, "")));
    expect([...parts].filter((part) => ["judge", "generator"].includes(part))).toEqual([own]);
  }
  expect(losses.at(-1)).toBeLessThan(0.6 * losses[0]!);
});

describe("what is measured", () => {
  const pictures = [toPicture("scene", drawScene(4, 64))!];
  const layer = (inputs: number, outputs: number, weight: number) => ({
    outputs,
    inputs,
    side: 3,
    kernel: new Int8Array(9 * inputs * outputs).fill(weight),
    bias: new Int32Array(outputs),
    shift: 6,
    low: -128,
    high: 127,
  });
  const figures = async (weight: number): Promise<ReadonlyMap<string, number>> => {
    const layers = [layer(4, 2, weight), layer(2, 2, weight), layer(2, 1, weight)];
    const measured = await measureGenerator(layers, pictures, 4);
    return new Map(measured.map(({ id, mean }) => [id, mean]));
  };

  test("shows a generator that ignores z: every z decrypts", async () => {
    const silent = await figures(0);
    expect(silent.get("wrong-z-right-bytes")).toBe(1);
    expect(silent.get("near-z-right-bytes")).toBe(1);
    expect(silent.get("wrong-z-psnr")).toBe(99);
  });

  test("shows that an unrelated z does not, where there is one", async () => {
    const some = await figures(9);
    expect(some.get("wrong-z-right-bytes")).toBeLessThan(0.2);
    expect(some.get("near-z-right-bytes")).toBeGreaterThan(some.get("wrong-z-right-bytes")!);
  });
});
