import { describe, expect, it } from "vitest";
import { ButterflyLstm, type ButterflyWeights } from "./butterfly-lstm.ts";
import { checkDiffusion, checkTaps, checkWeights } from "./criterion.ts";
import { defaultShape } from "./shape.ts";
import { seedWeights as seedFirstWeights } from "../hybrid-first/weights.ts";
import { readWeights, seedWeights, writeWeights } from "./weights.ts";

const { mask } = readWeights(await seedWeights("any"));

describe("the load-time criterion", () => {
  it.each<[string, Partial<ButterflyWeights>]>([
    ["w1 of unit 5 is even", { first: mask.first.map((w, i) => (i === 5 ? w - 1 : w)) }],
    ["w2 of unit 0 is even", { second: mask.second.map((w, i) => (i === 0 ? w - 1 : w)) }],
    ["bF of unit 31 is even", { bias: mask.bias.map((w, i) => (i === 31 ? w - 1 : w)) }],
    ["w1 has 1 different values", { first: mask.first.map(() => 1) }],
    ["bC has 1 different values", { bias: mask.bias.map((w, i) => (i >= 32 && i < 64 ? 9 : w)) }],
  ])("refuses weights when %s", (what, part) => {
    expect(() => checkWeights("mask", { ...mask, ...part })).toThrow(what);
  });

  it("takes weights from seeds", async () => {
    for (const units of [16, 32, 64]) {
      const weights = readWeights(await seedWeights("any", { ...defaultShape, units }));
      for (const net of [weights.encoder, weights.mask]) {
        expect(() => checkWeights("net", net)).not.toThrow();
        expect(() => checkDiffusion("net", net)).not.toThrow();
      }
    }
  });

  it.each([
    [0, 1],
    [1, 2],
    [0, 2],
  ])(
    "refuses weights that stay the same where bits %i and %i of a unit's number are exchanged",
    (a, b) => {
      const exchanged = (u: number): number => {
        const differ = ((u >> a) ^ (u >> b)) & 1;
        return u ^ ((differ << a) | (differ << b));
      };
      const lowest = (u: number): number => Math.min(u, exchanged(u));
      const symmetric: ButterflyWeights = {
        ...mask,
        first: mask.first.map((_, u, all) => all[lowest(u)]!),
        second: mask.second.map((_, u, all) => all[lowest(u)]!),
        bias: mask.bias.map((_, i, all) => all[(i & ~31) + lowest(i & 31)]!),
      };
      // This is what they would do: equal pairs of units stay equal for ever.
      const pairs = [...Array(64).keys()].map((word) => (word & ~31) + lowest(word & 31));
      const lstm = new ButterflyLstm(
        symmetric,
        Uint16Array.from(pairs, (word) => 40503 * word),
      );
      lstm.blank(200);
      for (const words of [lstm.hidden, lstm.cell])
        expect([...words]).toEqual([...words].map((_, u) => words[lowest(u)]));
      expect(new Set(symmetric.first).size).toBe(24);
      expect(() => checkWeights("mask", symmetric)).toThrow(/units as \d+ and \d+ are exchanged/);
      const { first } = mask;
      expect(() => checkWeights("mask", { ...symmetric, first })).not.toThrow();
    },
  );

  describe("of taps", async () => {
    const deep = { ...defaultShape, cnnDepth: 3, residualBlocks: 1 };
    const { features } = readWeights(await seedWeights("any", deep));
    const plain = { ...defaultShape, lstmLayers: 0 };
    const { generator } = readWeights(await seedWeights("any", plain));
    const none = new Int8Array();

    it("takes those from seeds", () => {
      expect(() => checkTaps({ features, generator })).not.toThrow();
    });

    it.each<[string, Parameters<typeof checkTaps>[0]]>([
      [
        "a tap of its kernel 1 is even",
        { features: { ...features, layers: [features.layers[0]!, new Int8Array(3)] }, generator },
      ],
      [
        "a tap of its kernel 3 is even",
        {
          features: { ...features, blocks: [[Int8Array.of(1, 1, 3), Int8Array.of(1, 2, 3)]] },
          generator: none,
        },
      ],
      ["expected an odd tap in the middle", { features, generator: generator.map(() => 0) }],
      [
        "layer 0 mixes 0 neighbours",
        { features, generator: generator.map((_, i) => +(i % 9 === 4)) },
      ],
    ])("refuses weights when %s", (what, weights) => {
      expect(() => checkTaps(weights)).toThrow(what);
    });
  });

  it("refuses weights under which a changed bit does not spread", () => {
    // Even weights forget the highest bits of what they multiply.
    const dull = { ...mask, first: mask.first.map((_, i) => i << 12) };
    expect(() => checkDiffusion("mask", dull)).toThrow(/changes .*% of the state after 3 steps/);
  });
});

describe("weight files", () => {
  it("tell their shape", async () => {
    const shape = { lstmLayers: 3, units: 64, cnnChannels: 5, cnnDepth: 4, residualBlocks: 2 };
    expect(readWeights(await seedWeights("any", shape)).shape).toEqual(shape);
    expect(readWeights(await seedWeights("any")).shape).toEqual(defaultShape);
  });

  it.each([
    { lstmLayers: 4 },
    { units: 24 },
    { cnnChannels: 9 },
    { cnnDepth: 0 },
    { residualBlocks: -1 },
  ])("of an impossible shape are refused: %o", async (part) => {
    await expect(seedWeights("any", { ...defaultShape, ...part })).rejects.toThrow(RangeError);
  });

  it("of values that do not fit are refused", () => {
    expect(() => writeWeights(defaultShape, { "encoder.first": [1] }, "nowhere")).toThrow(
      /expected 32 values of type I16 for encoder.first, got 1/,
    );
  });

  it("of the first hybrid cipher are refused", async () => {
    const first = await seedFirstWeights("any");
    expect(() => readWeights(first)).toThrow(/a file of the format "neuroveil hybrid 2"/);
  });
});
