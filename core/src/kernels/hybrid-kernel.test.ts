import { fc, test } from "@fast-check/vitest";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Block } from "../networks/tile-engine.ts";
import { hybridWeights } from "../networks/generated/hybrid-weights.ts";
import { HybridNetwork, defaultOptions } from "../networks/hybrid-network.ts";
import { ReferenceEngine } from "../networks/reference-engine.ts";
import { readWeights, seedWeights } from "../networks/weights.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import { HybridKernel, kernelAvailable } from "./hybrid-kernel.ts";

const weights = readWeights(decodeBase64(hybridWeights));
const kernel = await HybridKernel.create(weights);
const reference = new ReferenceEngine(new HybridNetwork(weights));

function block(
  bytes: Uint8Array,
  offset: number,
  pitch: number,
  width: number,
  rows: number,
  firstTile: number,
): Block {
  return { data: bytes.slice(), offset, pitch, width, rows, firstTile };
}

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

describe("the WASM kernel", () => {
  it("is what its AssemblyScript source gives, and so are the weights", () => {
    const script = fileURLToPath(new URL("../../scripts/generate.mjs", import.meta.url));
    expect(() =>
      execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" }),
    ).not.toThrow();
  });

  it("runs here", () => {
    expect(kernelAvailable()).toBe(true);
  });

  // Sizes around words, tiles, groups of eight tiles and rows; later runs find what earlier ones left.
  test.prop(
    {
      width: fc.oneof(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 60, max: 70 }),
        fc.integer({ min: 505, max: 580 }),
      ),
      rows: fc.oneof(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 29, max: 36 }),
        fc.integer({ min: 253, max: 256 }),
      ),
      gap: fc.integer({ min: 0, max: 3 }),
      tile: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 65_525, max: 65_537 }),
        fc.constant(0xfffffff0),
      ),
      key: bytes(384),
      keyVector: bytes(32),
      seed: fc.integer(),
    },
    { numRuns: 40 },
  )("equals the reference", ({ width, rows, gap, tile, key, keyVector, seed }) => {
    const pitch = width + gap;
    const plain = Uint8Array.from(
      { length: gap + rows * pitch },
      (_, i) => Math.imul(i + seed, 2654435761) >>> 24,
    );
    const make = (): Block => block(plain, gap, pitch, width, rows, tile);
    const { digests } = reference.digest(key, make());
    expect(kernel.digest(key, make())).toEqual({ digests });
    const geometry = { rowBytes: width, rows };
    expect(kernel.root(key, geometry, digests)).toEqual(reference.root(key, geometry, digests));
    const [one, two] = [make(), make()];
    reference.encrypt(key, one, keyVector);
    kernel.encrypt(key, two, keyVector);
    expect(Buffer.compare(two.data, one.data)).toBe(0);
    expect(kernel.decrypt(key, two, keyVector)).toEqual(digests);
    expect(Buffer.compare(two.data, plain)).toBe(0);
  });

  it("equals the reference with frozen features", async () => {
    const frozen = await HybridKernel.create(weights, true);
    const network = new HybridNetwork(weights, { ...defaultOptions, frozenFeatures: true });
    const [key, keyVector, plain] = [
      new Uint8Array(384).fill(7),
      new Uint8Array(32).fill(9),
      new Uint8Array(6000).fill(3),
    ];
    const [one, two] = [block(plain, 0, 100, 100, 60, 4), block(plain, 0, 100, 100, 60, 4)];
    new ReferenceEngine(network).encrypt(key, one, keyVector);
    frozen.encrypt(key, two, keyVector);
    expect(Buffer.compare(two.data, one.data)).toBe(0);
  });

  it("refuses weights of another shape", async () => {
    const deep = readWeights(await seedWeights("deep", { ...weights.shape, lstmLayers: 2 }));
    await expect(HybridKernel.create(deep)).rejects.toThrow(RangeError);
  });
});
