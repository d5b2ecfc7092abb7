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
import { readSafetensors } from "neuroveil/internal/networks";
import { beforeAll, describe, expect, test } from "vitest";
import { cnnOnlySubject } from "../../recipes/cnn-only-first/cnn-only-first.ts";
import type { Examples } from "../../data/examples.ts";
import { toPicture } from "../../data/planes.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { variablesOf, wholeNumbers } from "./contender.ts";
import { FreshAdversaries } from "./fresh-adversaries.ts";
import { GameLosses } from "./game-losses.ts";
import { hybridSubject } from "../../recipes/hybrid/hybrid.ts";
import { firstHybridSubject } from "../../recipes/hybrid-first/hybrid-first.ts";
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

const tensorsOf = (file: Uint8Array) => [...readSafetensors(file).tensors];

describe.each([hybridSubject, firstHybridSubject, cnnOnlySubject])("$id", (subject) => {
  const { contender } = subject;
  let seed: WholeWeights;
  beforeAll(async () => {
    seed = subject.weights(await subject.seedFile());
  });

  test("weights are the same in a file and in training", async () => {
    expect(tensorsOf(subject.write(seed))).toEqual(tensorsOf(await subject.seedFile()));
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

  test("the smallest weights do not show in its words, and in its layers but for the flagship's", async () => {
    const graph = new Graph();
    variablesOf(new Scope(graph, "network"), contender);
    const least = trainedWeights(contender, Variables.initial([graph], "least"));
    const dead = Object.fromEntries(
      Object.entries(least).map(([name, values]) => [name, new Int16Array(values.length)]),
    );
    const losses = await GameLosses.open(subject, settings);
    const [ofSeed, ofLeast, ofDead] = [
      await losses.of(seed, examples, "tiles"),
      await losses.of(least, examples, "tiles"),
      await losses.of(dead, examples, "tiles"),
    ];
    await losses.release();
    // What the losses must see.
    expect(ofDead["layer-missing-entropy"]).toBeGreaterThan(10 * ofSeed["layer-missing-entropy"]!);
    if (subject === hybridSubject) {
      // Its gates are quadratic modulo 2^16: there is nothing that training could make better.
      expect(ofLeast["layer-missing-entropy"]).toBeLessThan(1.5 * ofSeed["layer-missing-entropy"]!);
      expect(ofLeast["loss"]).toBeLessThan(1.1 * ofSeed["loss"]!);
      return;
    }
    expect(ofLeast["layer-missing-entropy"]).toBeGreaterThan(3 * ofSeed["layer-missing-entropy"]!);
    expect(ofLeast["layer-correlation"]).toBeGreaterThan(10 * ofSeed["layer-correlation"]!);
    for (const losses of [ofSeed, ofLeast]) {
      expect(losses["missing-entropy"]).toBeLessThan(0.02);
      expect(losses["correlation"]).toBeLessThan(0.02);
    }
  });

  test("fresh adversaries learn a mask that is used again, and nothing of the whole cipher", async () => {
    const network = subject.network(subject.write(seed));
    const key = Uint8Array.from({ length: network.nativeKeyBytes }, (_, i) => (37 * i) & 0xff);
    const keyed = network.keyed(key);
    const mask = (plane: Uint16Array) => keyed.halfMask(plane, 0, 0, new Uint8Array(32));
    const same = mask(new Uint16Array(6 * 32));
    const adversaries = await FreshAdversaries.open({ ...settings, freshSteps: 60 }, contender);
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
  variablesOf(new Scope(graph, "network"), firstHybridSubject.contender);
  const least = trainedWeights(firstHybridSubject.contender, Variables.initial([graph], "least"));
  const check = (weights: WholeWeights) => () =>
    firstHybridSubject.check(firstHybridSubject.write(weights));
  expect(check(least)).toThrow(/too weak to use: gate row 0 has norm/);
  const projected = firstHybridSubject.project(least);
  expect(check(projected)).not.toThrow();
  expect(firstHybridSubject.project(projected)).toEqual(projected);
  const dead = { ...least, "mask.gates": new Int16Array(least["mask.gates"]!.length) };
  expect(check(firstHybridSubject.project(dead))).toThrow(
    /^the weights of the mask LSTM are too weak to use: gate row 0 has norm 0\.0, [^\n]*$/,
  );
});

test("equal weights of the flagship are moved apart; equal and even ones are refused", async () => {
  const subject = hybridSubject;
  const given = subject.weights(await subject.seedFile());
  expect(subject.project(given)).toEqual(given);
  const alike = Int16Array.from({ length: 32 }, (_, i) => (i < 20 ? 32_767 : 2 * i + 1));
  const apart = subject.project({ ...given, "mask.first": alike })["mask.first"]!;
  expect(new Set(apart).size).toBe(32);
  expect(apart.every((value) => value % 2 !== 0)).toBe(true);
  const written = (name: string, values: Int16Array) => () =>
    subject.check(subject.write({ ...given, [name]: values }));
  expect(written("mask.first", apart)).not.toThrow();
  expect(written("mask.first", alike)).toThrow(/too weak to use: w1 has 13 different values/);
  const even = given["encoder.forget"]!.map((value, i) => (i === 5 ? value - 1 : value));
  expect(written("encoder.forget", even)).toThrow(/encoder LSTM.*bF of unit 5 is even/);
});

test("an even weight of cnn-only is refused", async () => {
  const subject = cnnOnlySubject;
  const given = subject.weights(await subject.seedFile());
  const even = { ...given, "generator.3": Int16Array.of(1, 1, 1, 1, 6, 1, 1, 1, 1) };
  expect(() => subject.check(subject.write(given))).not.toThrow();
  expect(() => subject.check(subject.write(even))).toThrow(
    /odd weights in generator, got 6 at 31; /,
  );
});

test.each([1, 8])(
  "tiles come as they are, under a key with another bit, and with another sample of half 1 (cells of %d words)",
  (cellWords) => {
    const tile = 6 * 32;
    const { planes, states } = drawTiles(
      settings,
      { cellWords },
      examples.training,
      Random.fromText("tiles"),
    );
    const images = settings.batch;
    expect(inputs(settings, { cellWords }).planes.shape).toEqual([1, 3 * images, 6, 32]);
    for (let image = 0; image < images; image++) {
      const variant = (values: Float32Array, size: number, i: number): number[] => [
        ...values.subarray((i * images + image) * size, (i * images + image + 1) * size),
      ];
      const places = (a: number[], b: number[]): number[] =>
        a.flatMap((value, i) => (value === b[i] ? [] : [i]));
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
      const [place] = places(plane!, otherPlane!);
      expect(place).toBeLessThan(32);
      expect(Math.floor(place! / cellWords) % 2).toBe(1);
    }
  },
);
