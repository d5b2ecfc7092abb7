import { keystream } from "neuroveil/ciphers";
import { expect, it } from "vitest";
import { partial, subset, whole } from "./battery.ts";
import { readDieharder, runDieharder } from "./dieharder.ts";
import { congruential, failed, readPractrand, runPractrand } from "./practrand.ts";

it.each([...partial, ...whole])("%s: nothing FAILED", async (_, run) => {
  const results = readDieharder(await runDieharder(run.source, run.tests));
  expect(results.filter(({ assessment }) => assessment === "FAILED")).toEqual([]);
});

it("the same tests fail a multiplicative congruential generator", async () => {
  const results = readDieharder(await runDieharder(congruential, subset.slice(0, 4)));
  expect(results.some(({ assessment }) => assessment === "FAILED")).toBe(true);
});

it("PractRand fails it too, and passes masks", async () => {
  const masks = (bytes: number): AsyncIterable<Uint8Array> =>
    keystream("hybrid", new Uint8Array(32).fill(9), bytes, { frozenFeatures: true });
  expect(failed(readPractrand(await runPractrand(congruential, 2 ** 24)))).toBe(true);
  expect(failed(readPractrand(await runPractrand(masks, 2 ** 28)))).toBe(false);
});
