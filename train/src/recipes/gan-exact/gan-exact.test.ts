import { compile, Graph, multiply, Random, Scope, Variables } from "@neuroveil/autodiff";
import { drawScene } from "@neuroveil/lab/datasets";
import { couple } from "neuroveil/internal/layers";
import { readCouplingKernels } from "neuroveil/internal/networks";
import { describe, expect, test } from "vitest";
import { toPicture, type Picture } from "../../data/planes.ts";
import { drawPlanes } from "./draw.ts";
import { FreshDiscriminators } from "./fresh-discriminators.ts";
import { keylessRound, oddWeights } from "./network.ts";
import { ganExact } from "./recipe.ts";

const settings = { ...ganExact.lengths.glimpse, batch: 2, columns: 8, rounds: 3 };
const noBias = { start: 0, increment: 0 };

test("a round in training is the integer couplings of the cipher, byte by byte", async () => {
  const cells = 137;
  const graph = new Graph();
  const [a, b] = [graph.input("a", [1, 1, cells]), graph.input("b", [1, 1, cells])];
  const weights = new Scope(graph, "generator").parameter("kernels", [2, 1, 18], {
    kind: "uniform",
    bound: 2.2,
  });
  const [first, second] = keylessRound(a, b, oddWeights(weights));
  const program = await compile(graph, { first, second: multiply(second, 1) });
  const variables = Variables.initial([graph], "seed");
  const random = Random.fromText("bytes");
  const planes = [0, 1].map(() => Uint8Array.from({ length: cells }, () => random.below(256)));
  const numbers = await program.run(variables, {
    a: Float32Array.from(planes[0]!),
    b: Float32Array.from(planes[1]!),
  });
  await program.release();
  const rounds = readCouplingKernels(ganExact.export(settings, variables));
  expect(rounds).toHaveLength(2);
  for (const [round, [onto, back]] of rounds.entries()) {
    const [even, odd] = planes.map((plane) => plane.slice()) as [Uint8Array, Uint8Array];
    couple(even, odd, { ...noBias, weights: Uint16Array.from(onto) });
    couple(odd, even, { ...noBias, weights: Uint16Array.from(back) });
    const part = (name: string): number[] => [
      ...numbers[name]!.subarray(round * cells, (round + 1) * cells),
    ];
    expect(part("first")).toEqual([...even]);
    expect(part("second")).toEqual([...odd]);
  }
});

test("images are given as the cipher splits them: even bytes and odd bytes", () => {
  const side = 16;
  const data = Uint8Array.from({ length: 3 * side * side }, (_, i) => i % 251);
  const picture: Picture = { name: "made", height: side, width: side, data };
  const { plane0, plane1 } = drawPlanes([picture], 1, side, Random.fromText("draw"));
  const green = [...data.subarray(side * side, 2 * side * side)];
  // A crop may be mirrored; then the even columns are the odd ones, each row backwards.
  const mirrored = plane0![0] !== green[0];
  const at = (row: number, column: number): number =>
    green[row * side + (mirrored ? side - 1 - column : column)]!;
  const half = (parity: number): number[] =>
    Array.from({ length: (side * side) / 2 }, (_, i) =>
      at(Math.floor((2 * i) / side), ((2 * i) % side) + parity),
    );
  expect([...plane0!]).toEqual(half(0));
  expect([...plane1!]).toEqual(half(1));
});

describe("a fresh discriminator", () => {
  const pictures = [1, 2, 3].map((seed) => toPicture("scene", drawScene(seed, 64))!);
  const examples = { training: pictures.slice(1), heldOut: pictures.slice(0, 1) };
  const right = async (weight: number, steps: number): Promise<number> => {
    const discriminators = await FreshDiscriminators.open({
      ...settings,
      batch: 4,
      freshSteps: steps,
    });
    try {
      const kernels = new Float32Array(settings.rounds * 18).fill(weight);
      return await discriminators.right(kernels, examples, Random.fromText("judge"));
    } finally {
      await discriminators.release();
    }
  };

  test("tells images that are not encrypted from noise", async () => {
    expect(await right(0, 60)).toBeGreaterThan(0.95);
  });

  test("guesses before it has learned anything", async () => {
    expect(Math.abs((await right(0, 0)) - 0.5)).toBeLessThan(0.05);
  });
});

test("a step changes the kernels by what the discriminator says, and keeps them odd and in eight bits", async () => {
  const players = ganExact.players(settings);
  const graphs = players.map(({ graph }) => graph);
  const variables = Variables.initial(graphs, "seed");
  const before = variables.get("generator.kernels").slice();
  const examples = {
    training: [toPicture("scene", drawScene(5, 32))!],
    heldOut: [],
    fingerprint: "",
  };
  const random = Random.fromText("step");
  for (const { graph, results } of players) {
    const program = await compile(graph, results);
    const inputs = ganExact.draw(settings, examples, random);
    await program.run(variables, { ...inputs, rate: Float32Array.of(3) });
    await program.release();
  }
  const after = variables.get("generator.kernels");
  expect(after.filter((weight, i) => weight !== before[i]).length).toBe(after.length);
  // An even weight would be refused here.
  const kernels = readCouplingKernels(ganExact.export(settings, variables)).flat();
  const sizes = kernels.flatMap((kernel) => Array.from(kernel, Math.abs));
  expect(Math.max(...sizes)).toBe(127);
  expect(sizes.filter((size) => size === 127).length).toBeGreaterThan(sizes.length / 2);
});
