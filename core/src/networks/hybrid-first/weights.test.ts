import { describe, expect, it } from "vitest";
import { checkMerging, checkWeights, criterion } from "./criterion.ts";
import { decodeBase64 } from "../../bytes/base64.ts";
import { hybridFirstWeights } from "../generated/hybrid-first-weights.ts";
import { fanIn, type LstmWeights } from "./lstm.ts";
import { defaultShape, readWeights, seedWeights } from "./weights.ts";

const file = decodeBase64(hybridFirstWeights);
const shipped = readWeights(file);

function changed(edit: (weight: Int8Array) => void): LstmWeights {
  const weight = shipped.mask.weight.slice();
  edit(weight);
  return { ...shipped.mask, weight };
}

/** Index of weight k of unit u of a gate (0 forget, 1 output, 2 candidate). */
function index(gate: number, u: number, k: number): number {
  return (gate * shipped.mask.units + u) * fanIn + k;
}

describe("shipped weights", () => {
  it("come from their documented seed", async () => {
    expect(await seedWeights("neuroveil hybrid 1")).toEqual(file);
  });

  it("meet the load-time criterion, with all its trials of merging", () => {
    for (const net of [shipped.encoder, shipped.mask]) {
      expect(() => checkWeights("shipped", net)).not.toThrow();
      expect(() => checkMerging("shipped", net)).not.toThrow();
    }
    expect(criterion.trials).toBe(8000);
  });
});

describe("the load-time criterion", () => {
  it.each([
    ["rank-one gates are too small", (w: Int8Array) => w.fill(4, 0, index(2, 0, 0))],
    ["saturated gates are too large", (w: Int8Array) => w.fill(127, 0, fanIn)],
    ["a candidate row is too small", (w: Int8Array) => w.fill(1, index(2, 5, 0), index(2, 6, 0))],
    ["one candidate weight is even", (w: Int8Array) => (w[index(2, 7, 3)]! -= 1)],
  ])("refuses weights when %s", (_, edit) => {
    expect(() => checkWeights("mask", changed(edit))).toThrow(/too weak to use/);
  });

  it("refuses a state input that hardly any gate sees", () => {
    // Input 9 is seen by the units 0-7 (k = 9) and 8-15 (k = 1); keep the norms up with another one.
    const blind = changed((w) => {
      for (let gate = 0; gate < 2; gate++) {
        for (let u = 0; u < 16; u++) {
          const k = u < 8 ? 9 : 1;
          w[index(gate, u, k)] = 0;
        }
      }
    });
    expect(() => checkWeights("mask", blind)).toThrow(/state input 9 has 0 strong gate weights/);
  });

  it("refuses weights under which states merge", () => {
    // Without candidate and gate weights a changed hidden word has no effect at all.
    const forgetful = changed((w) => w.fill(0));
    expect(() => checkMerging("mask", forgetful)).toThrow(/merge after 1 steps/);
  });
});

describe("weight files", () => {
  it("tell their shape", async () => {
    const shape = { lstmLayers: 3, units: 64, cnnDepth: 4, residualBlocks: 2 };
    expect(readWeights(await seedWeights("any", shape)).shape).toEqual(shape);
    expect(shipped.shape).toEqual(defaultShape);
  });

  it.each([{ lstmLayers: 4 }, { units: 24 }, { cnnDepth: 0 }, { residualBlocks: -1 }])(
    "of an impossible shape are refused: %o",
    async (part) => {
      await expect(seedWeights("any", { ...defaultShape, ...part })).rejects.toThrow(RangeError);
    },
  );
});
