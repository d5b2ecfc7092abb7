import { expect, test } from "vitest";
import { seededRandom } from "../random/random.ts";
import { eavesdropper } from "./eavesdropper.ts";
import { measureExchange } from "./measure-exchange.ts";
import { synchronise } from "./synchronise.ts";
import { learningRules, TreeParityMachine } from "./tree-parity-machine.ts";

const shape = (depth: number) => ({ units: 3, inputs: 100, depth });

test.each(learningRules)("two parties end with equal weights: %s", (rule) => {
  const random = seededRandom(4);
  const { weights, rounds } = synchronise(shape(3), rule, random);
  expect(weights).toHaveLength(300);
  expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(3);
  expect(new Set(weights).size).toBeGreaterThan(3);
  expect(rounds).toBeGreaterThan(50);
});

test("weights move only where the hidden unit agrees with the output", () => {
  const machine = new TreeParityMachine({ units: 3, inputs: 2, depth: 2 }, seededRandom(1));
  machine.weights.set([0, 0, 1, -1, 2, -2]);
  machine.learn("random-walk", Int8Array.of(1, -1, 1, 1, 1, -1), Int8Array.of(1, -1, 1), 1);
  expect([...machine.weights]).toEqual([1, -1, 1, -1, 2, -2]);
  machine.learn("anti-hebbian", Int8Array.of(1, -1, 1, 1, 1, -1), Int8Array.of(1, -1, 1), 1);
  expect([...machine.weights]).toEqual([0, 0, 1, -1, 1, -1]);
});

/** Rounds, and shares of the simple and the geometric attacker, of 2,000 runs of another program. */
const reference = {
  1: { rounds: 43, sd: 17, simple: 0.257, geometric: 0.472 },
  2: { rounds: 154, sd: 54, simple: 0.022, geometric: 0.353 },
} as const;

test.each([1, 2] as const)("depth %i: as an independent program has it", (depth) => {
  const runs = 600;
  const settings = { shape: shape(depth), rule: "random-walk", runs, seed: depth } as const;
  const { rounds, overheard } = measureExchange(settings);
  const { rounds: mean, sd, simple, geometric } = reference[depth];
  // 3.3 standard errors of both samples together.
  const reach = 3.3 * sd * Math.sqrt(1 / runs + 1 / 2000);
  expect(Math.abs(rounds.value - mean)).toBeLessThan(reach);
  const found = Object.fromEntries(overheard.map(({ id, share }) => [id, share]));
  for (const [id, share] of [
    ["simple", simple],
    ["geometric", geometric],
  ] as const) {
    const error = Math.sqrt(share * (1 - share) * (1 / runs + 1 / 2000));
    expect(Math.abs(found[id]! - share), id).toBeLessThan(3.3 * error);
  }
  expect(found["majority"]).toBeGreaterThan(found["geometric"]!);
});

test("who hears nothing knows nothing", () => {
  const random = seededRandom(9);
  const deaf = eavesdropper("majority", shape(2), "random-walk", random);
  const { weights } = synchronise(shape(2), "random-walk", random);
  expect(deaf.knows(weights)).toBe(false);
});
