import {
  compile,
  Graph,
  multiply,
  Random,
  Scope,
  Variables,
  type Tensor,
} from "@neuroveil/autodiff";
import { drawScene } from "@neuroveil/lab/datasets";
import {
  HybridNetwork,
  defaultOptions,
  readWeights,
  seedWeights,
} from "neuroveil/internal/hybrid-first";
import { beforeAll, describe, expect, test } from "vitest";
import { cnnOnlySubject } from "../../recipes/cnn-only-first/cnn-only-first.ts";
import type { Examples } from "../../data/examples.ts";
import { toPicture } from "../../data/planes.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { variablesOf, wholeNumbers } from "./contender.ts";
import { FreshAdversaries } from "./fresh-adversaries.ts";
import { GameLosses } from "./game-losses.ts";
import { hybridSubject } from "../../recipes/hybrid-first/hybrid-first.ts";
import { drawTiles, inputs } from "./inputs.ts";
import { lengths } from "./settings.ts";
import { trainedWeights, type WholeWeights } from "./quantised-export.ts";

const settings: Settings<Setting> = { ...lengths.glimpse, batch: 8 };
const pictures = [1, 2, 3].map((seed) => toPicture("scene", drawScene(seed, 80))!);
const examples: Examples = {
  training: pictures.slice(1),
  heldOut: pictures.slice(0, 1),
  fingerprint: "",
};

describe.each([hybridSubject, cnnOnlySubject])("$id", (subject) => {
  const { contender } = subject;
  let seed: WholeWeights;
  beforeAll(async () => {
    seed = subject.weights(readWeights(await seedWeights(subject.seed, subject.shape)));
  });

  test("weights are the same in a file and in training", async () => {
    const file = await seedWeights(subject.seed, subject.shape);
    expect(readWeights(subject.write(seed))).toEqual(readWeights(file));
  });

  test("training computes with the whole numbers that are exported", async () => {
    const graph = new Graph();
    const named = (tensors: readonly Tensor[]) =>
      Object.fromEntries(contender.parameters.map(({ name }, i) => [name, tensors[i]!]));
    const variables = variablesOf(new Scope(graph, "network"), contender);
    const whole = named(
      variables.map((x, i) => multiply(wholeNumbers(contender.parameters[i]!.kind, x), 1)),
    );
    const program = await compile(graph, whole);
    const values = Variables.initial([graph], "seed");
    // Everything from the smallest to what is out of bounds.
    const random = Random.fromText("weights");
    for (const name of values.names) {
      const spread = () => 4 * random.unit() ** 3 * (2 * random.below(2) - 1);
      values.set(name, Float32Array.from(values.get(name), spread));
    }
    const numbers = await program.run(values, {});
    await program.release();
    for (const [name, exported] of Object.entries(trainedWeights(contender, values))) {
      expect([...exported], name).toEqual([...numbers[name]!]);
    }
  });

  test("the smallest weights show in its layers, and not in its words", async () => {
    const losses = await GameLosses.open(subject, settings);
    const graph = new Graph();
    variablesOf(new Scope(graph, "network"), contender);
    const least = trainedWeights(contender, Variables.initial([graph], "least"));
    const [ofSeed, ofLeast] = [
      await losses.of(seed, examples, "tiles"),
      await losses.of(least, examples, "tiles"),
    ];
    await losses.release();
    expect(ofLeast["layer-missing-entropy"]).toBeGreaterThan(3 * ofSeed["layer-missing-entropy"]!);
    expect(ofLeast["layer-correlation"]).toBeGreaterThan(10 * ofSeed["layer-correlation"]!);
    for (const losses of [ofSeed, ofLeast]) {
      expect(losses["missing-entropy"]).toBeLessThan(0.02);
      expect(losses["correlation"]).toBeLessThan(0.02);
    }
  });

  test("fresh adversaries learn a mask that is used again, and nothing of the whole cipher", async () => {
    const network = new HybridNetwork(readWeights(subject.write(seed)), defaultOptions);
    const key = Uint8Array.from({ length: network.nativeKeyBytes }, (_, i) => (37 * i) & 0xff);
    const mask = (plane: Uint16Array) => network.halfMask(key, plane, 0, 0, new Uint8Array(32));
    const same = mask(new Uint16Array(6 * 32));
    const adversaries = await FreshAdversaries.open({ ...settings, freshSteps: 60 });
    const again = await adversaries.learn(() => same, examples, "again");
    const whole = await adversaries.learn(mask, examples, "whole");
    await adversaries.release();
    expect(again.predicted).toBeGreaterThan(0.95);
    expect(again.read).toBeGreaterThan(0.1);
    expect(Math.abs(whole.predicted - 0.5)).toBeLessThan(0.02);
    expect(whole.read).toBeLessThan(0.05);
  });
});

test("rows of the hybrid's LSTMs are brought within the criterion; what cannot be is refused", () => {
  const graph = new Graph();
  variablesOf(new Scope(graph, "network"), hybridSubject.contender);
  const least = trainedWeights(hybridSubject.contender, Variables.initial([graph], "least"));
  const check = (weights: WholeWeights) => () =>
    hybridSubject.check(readWeights(hybridSubject.write(weights)));
  expect(check(least)).toThrow(/too weak to use: gate row 0 has norm/);
  const projected = hybridSubject.project(least);
  expect(check(projected)).not.toThrow();
  expect(hybridSubject.project(projected)).toEqual(projected);
  const dead = { ...least, "mask.gates": new Int16Array(least["mask.gates"]!.length) };
  expect(check(hybridSubject.project(dead))).toThrow(
    /^the weights of the mask LSTM are too weak to use: gate row 0 has norm 0\.0, [^\n]*$/,
  );
});

test("an even weight of cnn-only is refused", async () => {
  const subject = cnnOnlySubject;
  const given = subject.weights(readWeights(await seedWeights(subject.seed, subject.shape)));
  const even = { ...given, "generator.3": Int16Array.of(1, 1, 1, 1, 6, 1, 1, 1, 1) };
  expect(() => subject.check(readWeights(subject.write(given)))).not.toThrow();
  expect(() => subject.check(readWeights(subject.write(even)))).toThrow(
    /odd weights in generator, got 6 at 31; /,
  );
});

test("tiles come as they are, under a key with another bit, and with another sample", () => {
  const tile = 6 * 32;
  const { planes, states } = drawTiles(settings, examples.training, Random.fromText("tiles"));
  const images = settings.batch;
  expect(inputs(settings).planes.shape).toEqual([1, 3 * images, 6, 32]);
  for (let image = 0; image < images; image++) {
    const variant = (values: Float32Array, size: number, i: number): number[] => [
      ...values.subarray((i * images + image) * size, (i * images + image + 1) * size),
    ];
    const changes = (a: number[], b: number[]): number[] =>
      a.flatMap((value, i) => (value === b[i] ? [] : [value ^ b[i]!]));
    const [state, otherState, sameState] = [0, 1, 2].map((i) => variant(states!, 64, i));
    const [plane, samePlane, otherPlane] = [0, 1, 2].map((i) => variant(planes!, tile, i));
    const [bit] = changes(state!, otherState!);
    expect(changes(state!, otherState!)).toHaveLength(1);
    expect(Math.log2(bit!) % 1).toBe(0);
    expect(state!.slice(settings.keyWords)).toEqual(Array.from({ length: 60 }, () => 0));
    expect(sameState).toEqual(state);
    expect(samePlane).toEqual(plane);
    expect([[1], [256]]).toContainEqual(changes(plane!, otherPlane!));
  }
});
