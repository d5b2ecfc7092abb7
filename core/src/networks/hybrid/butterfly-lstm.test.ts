import { describe, expect, it } from "vitest";
import { ButterflyLstm, type ButterflyWeights } from "./butterfly-lstm.ts";
import { randomWords } from "./words.test.support.ts";

const words = (count: number, of: (j: number) => number): Int16Array =>
  Int16Array.from({ length: count }, (_, j) => of(j));

/** Weights by formula, so that the known answer below can be made anywhere. */
const weights: ButterflyWeights = {
  layers: 1,
  units: 32,
  first: words(32, (j) => 2 * j * 777 + 1),
  second: words(32, (j) => 40_000 - 2 * j * 99 + 1),
  bias: Int16Array.from([
    ...words(32, (j) => j * 1234 * 2 + 1),
    ...words(32, (j) => j * j * 31),
    ...words(32, (j) => 60_000 - j * j * 17),
  ]),
};

function hex(output: Uint16Array): string {
  return [...output].map((word) => word.toString(16).padStart(4, "0")).join("");
}

describe("the butterfly LSTM", () => {
  it("gives what a reference in C gave that was written apart", () => {
    const state = Uint16Array.from({ length: 64 }, (_, i) =>
      i < 32 ? i * 2053 + 7 : 65_535 - (i - 32) ** 2 * 63,
    );
    const lstm = new ButterflyLstm(weights, state);
    const input = Uint16Array.from({ length: 32 }, (_, j) => j * 4001);
    expect([undefined, input, undefined].map((x) => hex(lstm.step(x)))).toEqual([
      "9aa9e1407756dc026a122ec19fa26acba888b8c2fac314c3ff693e03335c619183b977eac9407329dc459888f6105e129335d4632ee36c5b6ce45cb664330428",
      "38d2161aa13a13e631f40ff8a3c8e6fbbd9bf0c6b3dd995d6056f839296886f2eb17f5e77afa5d2d40ca9a9499c9a17506ca9f0c361c46a271cdf096278c0e32",
      "e4a22c3e06389929ff974407356063d69582f9a9318f7a00ead8717ddcd4fac11cac494a2f8f806d332d9a0aa1b9bdd494195a10ebe70ae9fbd52992f4284dda",
    ]);
  });

  it("loses nothing of a cell: 65,536 values of one word give as many, in each unit", () => {
    for (const unit of [0, 13, 31]) {
      const seen = new Set<number>();
      const state = randomWords(64, unit);
      for (let value = 0; value < 65_536; value++) {
        state[32 + unit] = value;
        const lstm = new ButterflyLstm(weights, state);
        lstm.step();
        seen.add(lstm.cell[unit]!);
      }
      expect(seen.size).toBe(65_536);
    }
  });

  it("counts its steps, so that no state of it is a fixed point", () => {
    const lstm = new ButterflyLstm(weights, new Uint16Array(64));
    const seen = new Set(Array.from({ length: 100 }, () => hex(lstm.step())));
    expect(seen.size).toBe(100);
  });

  it.each([16, 64])("stacks layers of %i units, each of which matters", (units) => {
    const stacked: ButterflyWeights = {
      layers: 3,
      units,
      first: words(3 * units, (j) => 2 * j * 1013 + 1),
      second: words(3 * units, (j) => 2 * j * 7001 + 5),
      bias: words(9 * units, (j) => 2 * j * 333 + 1),
    };
    const state = randomWords(6 * units, 5);
    const after = (changed?: number): string => {
      const other = state.slice();
      if (changed !== undefined) other[changed]! ^= 1;
      const lstm = new ButterflyLstm(stacked, other);
      lstm.blank(4);
      return hex(lstm.output);
    };
    const places = [undefined, 0, units, 2 * units, 3 * units, 4 * units, 5 * units];
    expect(new Set(places.map(after)).size).toBe(places.length);
  });
});
