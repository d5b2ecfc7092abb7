import { expect, it } from "vitest";
import { partial, subset, whole } from "./battery.ts";
import { readDieharder, runDieharder } from "./dieharder.ts";

it.each([...partial, ...whole])("%s: nothing FAILED", async (_, run) => {
  const results = readDieharder(await runDieharder(run.source, run.tests));
  expect(results.filter(({ assessment }) => assessment === "FAILED")).toEqual([]);
});

it("the same tests fail a multiplicative congruential generator", async () => {
  async function* source(bytes: number): AsyncGenerator<Uint8Array> {
    let x = 1;
    for (let given = 0; given < bytes; given += 65_536) {
      const words = Uint32Array.from({ length: 16_384 }, () => (x = Math.imul(x, 69_069)));
      yield new Uint8Array(words.buffer);
    }
  }
  const results = readDieharder(await runDieharder(source, subset.slice(0, 4)));
  expect(results.some(({ assessment }) => assessment === "FAILED")).toBe(true);
});
