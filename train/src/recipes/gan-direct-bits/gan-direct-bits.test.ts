import { compile, Graph, multiply, Random, Scope, Variables } from "@neuroveil/autodiff";
import { readSafetensors } from "neuroveil/internal/networks";
import { expect, test } from "vitest";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { drawMessages } from "./draw.ts";
import { mixAndTransform } from "./network.ts";
import { wrongBits, wrongSigns } from "./players.ts";
import { ganDirectBits } from "./recipe.ts";

const settings: Settings<Setting> = { ...ganDirectBits.lengths.glimpse, batch: 32 };
const { bits } = settings;

test("the network of a party is the published one", async () => {
  const graph = new Graph();
  const scope = new Scope(graph, "alice");
  const halves = [graph.input("plain", [3, bits]), graph.input("key", [3, bits])];
  const cipher = mixAndTransform(scope, halves, bits);
  expect(cipher.shape).toEqual([3, bits]);
  expect(scope.parameters.map(({ name, shape }) => [name, ...shape].join(" "))).toEqual([
    "alice.mix.weight 32 32",
    "alice.mix.bias 32",
    "alice.0.kernel 2 1 1 4",
    "alice.0.bias 2",
    "alice.1.kernel 4 2 1 2",
    "alice.1.bias 4",
    "alice.2.kernel 4 4 1 1",
    "alice.2.bias 4",
    "alice.3.kernel 1 4 1 1",
    "alice.3.bias 1",
  ]);
});

test("wrong bits count by distance, wrong signs whole", async () => {
  const graph = new Graph();
  const [plain, guess] = [graph.input("plain", [2, 4]), graph.input("guess", [2, 4])];
  const program = await compile(graph, {
    bits: wrongBits(plain, guess),
    signs: multiply(wrongSigns(plain, guess), 1),
  });
  const numbers = await program.run(Variables.initial([graph], ""), {
    plain: Float32Array.of(1, -1, 1, -1, 1, 1, 1, 1),
    guess: Float32Array.of(1, -1, 0.5, 0.5, -1, -1, -1, -0.25),
  });
  await program.release();
  expect([...numbers["bits"]!]).toEqual([1, 3.625]);
  expect([...numbers["signs"]!]).toEqual([1, 4]);
});

test("nobody knows anything before training", async () => {
  const players = ganDirectBits.players(settings);
  const variables = Variables.initial(
    players.map(({ graph }) => graph),
    "seed",
  );
  const examples = { training: [], heldOut: [], fingerprint: "" };
  const short = { ...settings, freshSteps: 1, measured: 100 };
  const figures = await ganDirectBits.measure(short, variables, examples);
  expect(figures.map(({ id, n }) => [id, n])).toEqual([
    ["bob-wrong-bits", 100],
    ["wrong-key-wrong-bits", 100],
    ["eve-wrong-bits", 100],
    ["fresh-eve-wrong-bits", 100],
  ]);
  // 100 messages of 16 guessed bits: a standard deviation of 0.2 about 8.
  for (const { mean } of figures) expect(Math.abs(mean - bits / 2)).toBeLessThan(1.2);
});

test("Alice and Bob lose by his wrong bits and by what Eve knows, whichever way she knows it", async () => {
  const [network] = ganDirectBits.players(settings);
  const program = await compile(network!.graph, network!.results);
  const variables = Variables.initial([network!.graph], "seed");
  const inputs = { ...drawMessages(settings, Random.fromText("m")), rate: Float32Array.of(0.01) };
  const before = variables.get("eve.mix.weight").slice();
  const { loss, bob, eve } = await program.run(variables, inputs);
  await program.release();
  const half = bits / 2;
  expect(loss![0]).toBeCloseTo(bob![0]! / bits + ((half - eve![0]!) / half) ** 2, 5);
  expect([...variables.get("eve.mix.weight")]).toEqual([...before]);
});

test("the weight file holds the three networks and nothing else", () => {
  const graphs = ganDirectBits.players(settings).map(({ graph }) => graph);
  const { tensors } = readSafetensors(
    ganDirectBits.export(settings, Variables.initial(graphs, "seed")),
  );
  expect(tensors.size).toBe(30);
  expect([...tensors.keys()].every((name) => /^(alice|bob|eve)\./.test(name))).toBe(true);
});
