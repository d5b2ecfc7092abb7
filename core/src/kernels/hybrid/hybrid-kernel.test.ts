import { fc, test } from "@fast-check/vitest";
import { setFlagsFromString } from "node:v8";
import { describe, expect, it } from "vitest";
import { HybridNetwork } from "../../networks/hybrid/hybrid-network.ts";
import { ReferenceEngine } from "../../networks/tiles/reference-engine.ts";
import { defaultOptions } from "../../networks/hybrid/shape.ts";
import { readWeights, seedWeights } from "../../networks/hybrid/weights.ts";
import { keyVectorOf, type Block } from "../../networks/tiles/tile-engine.ts";
import { HybridKernel, kernelAvailable } from "./hybrid-kernel.ts";
import { hybridModules } from "./module.ts";

const weights = readWeights(await seedWeights("any"));
const network = new HybridNetwork(weights);
// Node 20 has relaxed SIMD behind a flag.
setFlagsFromString("--experimental-wasm-relaxed-simd");
const kernels = await Promise.all(
  hybridModules().map((module) => HybridKernel.create(weights, false, module)),
);
const reference = new ReferenceEngine(network);

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

it("runs here", () => {
  expect(kernelAvailable()).toBe(true);
});

describe.each([
  ["with relaxed SIMD", kernels[0]!],
  ["without", kernels[1]!],
])("the hybrid kernel %s", (_, kernel) => {
  // Sizes around words, cells, tiles, groups of eight tiles, rows and bands; later runs find what
  // earlier ones left in memory.
  test.prop(
    {
      width: fc.oneof(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 47, max: 70 }),
        fc.integer({ min: 505, max: 580 }),
      ),
      rows: fc.oneof(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 62, max: 67 }),
        fc.integer({ min: 253, max: 256 }),
      ),
      gap: fc.integer({ min: 0, max: 3 }),
      tile: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 65_525, max: 65_537 }),
        fc.constant(0xfffffff0),
      ),
      key: bytes(512),
      keyVector: bytes(32),
      seed: fc.integer(),
      known: fc.boolean(),
    },
    { numRuns: 25 },
  )("equals the reference", ({ width, rows, gap, tile, key, keyVector, seed, known }) => {
    const pitch = width + gap;
    const plain = Uint8Array.from(
      { length: gap + rows * pitch },
      (_, i) => Math.imul(i + seed, 2654435761) >>> 24,
    );
    const make = (): Block => block(plain, gap, pitch, width, rows, tile);
    const { digests } = reference.digest(key, make());
    const found = kernel.digest(key, make());
    expect(found.digests).toEqual(digests);
    const geometry = { rowBytes: width, rows };
    expect(keyVectorOf(kernel, key, geometry, digests)).toEqual(
      keyVectorOf(reference, key, geometry, digests),
    );
    const [one, two] = [make(), make()];
    reference.encrypt(key, one, keyVector);
    kernel.encrypt(key, two, keyVector, known ? found.features : undefined);
    expect(Buffer.compare(two.data, one.data)).toBe(0);
    expect(kernel.decrypt(key, two, keyVector)).toEqual(digests);
    expect(Buffer.compare(two.data, plain)).toBe(0);
  });

  it("equals the reference where words are extreme, which products and sums must bear", () => {
    const key = new Uint8Array(512).fill(0x80);
    for (const fill of [0, 0xff, 0x80, 0x7f]) {
      const plain = new Uint8Array(512 * 256).fill(fill);
      const [one, two] = [0, 0].map(() => block(plain, 0, 512, 512, 256, 0));
      reference.encrypt(key, one!, new Uint8Array(32));
      kernel.encrypt(key, two!, new Uint8Array(32));
      expect(Buffer.compare(two!.data, one!.data)).toBe(0);
      expect(kernel.digest(key, one!).digests).toEqual(reference.digest(key, one!).digests);
    }
  });

  it("gives the features that the reference gives", () => {
    const key = new Uint8Array(512).fill(3);
    const words = Uint16Array.from({ length: 32 * 256 }, (_, i) => i * i * 7);
    const tile = block(new Uint8Array(words.buffer), 0, 64, 64, 256, 0);
    const features = network.keyed(key).features(words, 1);
    expect(kernel.digest(key, tile).features).toEqual(new Uint8Array(features.buffer));
  });

  it("equals the reference with frozen features", async () => {
    const frozen = await HybridKernel.create(weights, true);
    const frozenNetwork = new HybridNetwork(weights, { ...defaultOptions, frozenFeatures: true });
    const [key, keyVector, plain] = [
      new Uint8Array(512).fill(7),
      new Uint8Array(32).fill(9),
      new Uint8Array(6000).fill(3),
    ];
    const [one, two] = [block(plain, 0, 100, 100, 60, 4), block(plain, 0, 100, 100, 60, 4)];
    new ReferenceEngine(frozenNetwork).encrypt(key, one, keyVector);
    frozen.encrypt(key, two, keyVector);
    expect(Buffer.compare(two.data, one.data)).toBe(0);
  });

  it("refuses weights of another shape", async () => {
    const deep = readWeights(await seedWeights("deep", { ...weights.shape, lstmLayers: 2 }));
    await expect(HybridKernel.create(deep)).rejects.toThrow(RangeError);
  });
});
