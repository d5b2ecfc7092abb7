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
  it("gives what a reference in C, written by somebody else, gave", () => {
    const state = Uint16Array.from({ length: 64 }, (_, i) =>
      i < 32 ? i * 2053 + 7 : 65_535 - (i - 32) ** 2 * 63,
    );
    const lstm = new ButterflyLstm(weights, state);
    const input = Uint16Array.from({ length: 32 }, (_, j) => j * 4001);
    expect([undefined, input, undefined].map((x) => hex(lstm.step(x)))).toEqual([
      "b6b63fd0bc150e06cf63e77b26be3f8639eb754f99911d928e4e2e63295cb97c0d86032834d835bb9528cf5964de205372e9e9d67e06b40fdba400ea884138bb",
      "445a2ae83903295dfde10e4aaac2d3a0ebbcf3e16ed9c34951a3d03fdf2960c538d8edf6033b8e52fe639535b65477a0e255ce8689b5bb2f1cdd2cd4e767a524",
      "755296203cf7c0c95447682173e6c83573fe29d5344703308c9ac07404dd11b117884366c97921c2af807f5bdc1a8bd7605dca8e6ab1f95b5063aa24edbce959",
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
