import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { tileBytes, tileRows, type Block } from "../tiles/tile-engine.ts";
import { HybridNetwork } from "./hybrid-network.ts";
import { ReferenceEngine } from "../tiles/reference-engine.ts";
import { defaultOptions, defaultShape, type HybridShape } from "./shape.ts";
import { lineRow } from "./tile.ts";
import { readWeights, seedWeights } from "./weights.ts";
import { randomBytes } from "./words.test.support.ts";

async function network(shape: Partial<HybridShape> = {}, options = {}): Promise<HybridNetwork> {
  const weights = readWeights(await seedWeights("any", { ...defaultShape, ...shape }));
  return new HybridNetwork(weights, { ...defaultOptions, ...options });
}

const hybrid = await network();
const engine = new ReferenceEngine(hybrid);
const key = randomBytes(hybrid.nativeKeyBytes, 1);
const keyVector = randomBytes(32, 2);

function tile(data: Uint8Array, firstTile = 3): Block {
  return { data, offset: 0, pitch: tileBytes, width: tileBytes, rows: data.length / 64, firstTile };
}

function differing(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((count, byte, i) => count + (byte === b[i] ? 0 : 1), 0);
}

/** The half to which a byte of a tile belongs. */
function half(at: number): number {
  const [row, word] = [Math.floor(at / tileBytes), Math.floor((at % tileBytes) / 2)];
  return lineRow(row >> 1, word, 0) === row ? 0 : 1;
}

describe("the hybrid network", () => {
  test.prop(
    {
      width: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 60, max: 200 })),
      rows: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 250, max: 256 })),
      gap: fc.integer({ min: 0, max: 3 }),
      firstTile: fc.constantFrom(0, 65_535, 0xffffff00),
      shape: fc.constantFrom<Partial<HybridShape>>(
        {},
        { lstmLayers: 0 },
        { lstmLayers: 2, units: 16, cnnChannels: 3, cnnDepth: 2 },
        { units: 64, residualBlocks: 1 },
      ),
      halfRounds: fc.integer({ min: 2, max: 5 }),
      seed: fc.integer(),
    },
    { numRuns: 30 },
  )("takes back what it did, and nothing outside the block", async (given) => {
    const { width, rows, gap, firstTile, seed } = given;
    const one = await network(given.shape, { halfRounds: given.halfRounds });
    const native = randomBytes(one.nativeKeyBytes, seed);
    const pitch = width + gap;
    const plain = randomBytes(gap + rows * pitch, seed + 1);
    const block: Block = { data: plain.slice(), offset: gap, pitch, width, rows, firstTile };
    const its = new ReferenceEngine(one);
    const { digests } = its.digest(native, block);
    its.encrypt(native, block, keyVector);
    for (let i = 0; i < block.data.length; i++)
      if (i < gap || (i - gap) % pitch >= width) expect(block.data[i]).toBe(plain[i]);
    expect(its.decrypt(native, block, keyVector)).toEqual(digests);
    expect(Buffer.compare(block.data, plain)).toBe(0);
  });

  it("decrypts a changed cipher byte to a changed byte and another half", () => {
    const plain = randomBytes(tileBytes * tileRows, 5);
    const cipher = plain.slice();
    engine.encrypt(key, tile(cipher), keyVector);
    for (const at of [0, 15, 16, 63, 8000, 16_383, 16_367]) {
      const damaged = cipher.slice();
      damaged[at]! ^= 1;
      engine.decrypt(key, tile(damaged), keyVector);
      const own = damaged.filter((byte, i) => byte !== plain[i] && half(i) === half(at)).length;
      const changed = differing(damaged, plain) - own;
      // 8,192 bytes, of which chance leaves 32.
      expect(changed).toBeGreaterThan(8100);
      // Half 0 is unmasked last: a change of it has by then changed half 1, and with it its own mask.
      if (half(at) === 1) expect(own).toBe(1);
      else expect(own).toBeGreaterThan(8100);
    }
  });

  it("has a tile of one half only where an image has one row and sixteen bytes", () => {
    // The mask then depends on key, tile and key vector alone, and one byte is one byte.
    const cipher = new Uint8Array(16);
    engine.encrypt(key, { ...tile(cipher), width: 16, pitch: 16, rows: 1 }, keyVector);
    const other = new Uint8Array(16).fill(7);
    engine.encrypt(key, { ...tile(other), width: 16, pitch: 16, rows: 1 }, keyVector);
    expect(other).toEqual(cipher.map((byte) => byte + 7));
  });

  it("separates tiles, half-rounds and key vectors", () => {
    const keyed = hybrid.keyed(key);
    const plane = new Uint16Array(32 * 4);
    const masks = new Set<string>();
    const other = keyVector.slice();
    other[31]! ^= 0x80;
    for (const number of [0, 1, 65_536])
      for (const round of [0, 1, 2])
        for (const vector of [keyVector, other])
          masks.add(keyed.halfMask(plane, round, number, vector).join());
    expect(masks.size).toBe(18);
  });

  it.each([16, 32, 64])(
    "of %i units adds the key vector where nothing else is added",
    async (units) => {
      const keyed = (await network({ units })).keyed(new Uint8Array(16 * units));
      const mask = (tile: number, round: number, word: number, change: number): string => {
        const vector = keyVector.slice();
        vector[2 * word]! += change;
        return keyed.halfMask(new Uint16Array(32 * 4), round, tile, vector).join();
      };
      // A number that grew, and the key vector's first words that did in its stead.
      const masks = [mask(6, 0, 0, 0), mask(1, 0, 0, 5), mask(1, 2, 0, 0), mask(1, 0, 2, 2)];
      expect(new Set(masks).size).toBe(4);
    },
  );
});
