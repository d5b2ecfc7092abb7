import { describe, expect, it } from "vitest";
import { decodeBase64 } from "../../bytes/base64.ts";
import { hybridWeights } from "../../networks/generated/hybrid-weights.ts";
import { checkDiffusion, checkWeights } from "../../networks/hybrid/criterion.ts";
import { HybridNetwork } from "../../networks/hybrid/hybrid-network.ts";
import { defaultOptions } from "../../networks/hybrid/shape.ts";
import { lineRow } from "../../networks/hybrid/tile.ts";
import { readWeights, seedWeights, type HybridWeights } from "../../networks/hybrid/weights.ts";
import { pinnedWeights } from "../../networks/hybrid/pinned-weights.ts";
import { ReferenceEngine } from "../../networks/tiles/reference-engine.ts";
import {
  keyVectorBytes,
  tileBytes,
  tileRows,
  tileWords,
  type Block,
} from "../../networks/tiles/tile-engine.ts";
import type { Raster } from "../raster.ts";
import { createHybridEngine, hybridWeightsHash } from "./hybrid-engine.ts";
import { hybrid } from "./hybrid.ts";

const weights = readWeights(decodeBase64(hybridWeights));
const network = new HybridNetwork(weights);
const kernel = await createHybridEngine();

/** Reproducible bytes without structure; the tests need no secrets. */
function bytes(length: number, seed: number): Uint8Array {
  let x = Math.imul(seed + 1, 0x9e3779b9) | 1;
  return Uint8Array.from({ length }, () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >>> 24;
  });
}

/** A smooth picture: what the tests encrypt. */
function smooth(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return 120 + 60 * Math.sin(x / 30) + 50 * Math.cos(y / 21);
  });
}

function tile(data: Uint8Array, firstTile = 3): Block {
  return { data, offset: 0, pitch: tileBytes, width: tileBytes, rows: tileRows, firstTile };
}

function gray(data: Uint8Array, width: number): Raster {
  return { width, height: data.length / width, channels: 1, bytesPerSample: 1, data };
}

function differing(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((count, byte, i) => count + (byte === b[i] ? 0 : 1), 0);
}

/** The half to which a byte of a tile belongs. */
function half(at: number): number {
  const [row, word] = [Math.floor(at / tileBytes), Math.floor((at % tileBytes) / 2)];
  return lineRow(row >> 1, word, 0) === row ? 0 : 1;
}

const key = bytes(hybrid.nativeKey.bytes, 1);
const keyVector = bytes(keyVectorBytes, 2);
const size = tileBytes * tileRows;

describe("the CNN does its part", () => {
  it("one changed sample of half b changes at least 99% of a's mask, the key vector frozen", () => {
    const keyed = network.keyed(key);
    const plane = new Uint16Array(smooth(tileBytes, tileRows).buffer);
    const before = new Uint8Array(keyed.halfMask(plane, 0, 3, keyVector).buffer);
    // First and last words of half b, its edges, and places between.
    const places = Array.from({ length: 60 }, (_, i) => Math.floor((i * (size / 4 - 1)) / 59));
    for (const place of places) {
      const word = place % tileWords;
      const row = lineRow(Math.floor(place / tileWords), word, 1);
      const changed = plane.slice();
      changed[row * tileWords + word]! ^= 1;
      const after = new Uint8Array(keyed.halfMask(changed, 0, 3, keyVector).buffer);
      expect(differing(before, after) / before.length).toBeGreaterThanOrEqual(0.99);
    }
  });

  it("one changed cipher bit changes thousands of bytes of its tile, without features one", async () => {
    const plain = smooth(tileBytes, tileRows);
    for (const frozenFeatures of [false, true]) {
      const engine = await createHybridEngine(frozenFeatures);
      const cipher = plain.slice();
      engine.encrypt(key, tile(cipher), keyVector);
      for (let i = 0; i < 100; i++) {
        const damaged = cipher.slice();
        damaged[Math.floor((i * (size - 1)) / 99)]! ^= 1 << (i & 7);
        engine.decrypt(key, tile(damaged), keyVector);
        const count = differing(damaged, plain);
        if (frozenFeatures) expect(count).toBe(1);
        else expect(count).toBeGreaterThan(4000);
      }
    }
  });

  it("decryption with kernels of another key gives noise and another key vector", () => {
    const plain = smooth(tileBytes, tileRows);
    const { digests } = kernel.digest(key, tile(plain));
    const data = plain.slice();
    kernel.encrypt(key, tile(data), keyVector);
    const other = key.slice();
    // The last state of the native key makes the kernels and nothing else.
    other[key.length - 1]! ^= 1;
    const found = kernel.decrypt(other, tile(data), keyVector);
    expect(differing(data, plain) / size).toBeGreaterThan(0.99);
    expect(found).not.toEqual(digests);
  });
});

describe("the LSTM does its part", () => {
  it("decryption with its weights at zero gives noise and another key vector", () => {
    const silent = {
      ...weights.mask,
      first: new Int16Array(tileWords),
      second: new Int16Array(tileWords),
      bias: new Int16Array(3 * tileWords),
    };
    expectBroken({ ...weights, encoder: silent, mask: silent });
  });

  it("every bit of the native h0 and c0 changes at least 99.5% of the bytes", async () => {
    const plain = smooth(256, 256);
    const encrypt = async (native: Uint8Array): Promise<Uint8Array> => {
      const raster = gray(plain.slice(), 256);
      await hybrid.encrypt(raster, native, { threads: 1 });
      return raster.data;
    };
    const before = await encrypt(key);
    for (let bit = 0; bit < 8 * key.length; bit++) {
      const other = key.slice();
      other[bit >> 3]! ^= 1 << (bit & 7);
      const changed = differing(before, await encrypt(other)) / plain.length;
      expect(changed, `bit ${bit}`).toBeGreaterThanOrEqual(0.995);
    }
  });

  it("65,536 tile states that differ by a counter give 65,536 masks", () => {
    const masks = new Set<string>();
    const width = 8 * tileBytes;
    for (let first = 0; first < 65_536; first += 8) {
      const data = new Uint8Array(2 * width);
      kernel.encrypt(
        key,
        { data, offset: 0, pitch: width, width, rows: 2, firstTile: first },
        keyVector,
      );
      for (let i = 0; i < 8; i++) {
        masks.add(
          Buffer.from(data.subarray(i * tileBytes, (i + 1) * tileBytes)).toString("latin1"),
        );
      }
    }
    expect(masks.size).toBe(65_536);
  });
});

/** Encrypts with the shipped weights and expects that others cannot decrypt. */
function expectBroken(others: HybridWeights): void {
  const plain = smooth(tileBytes, tileRows);
  const { digests } = new ReferenceEngine(network).digest(key, tile(plain.slice()));
  const data = plain.slice();
  kernel.encrypt(key, tile(data), keyVector);
  const found = new ReferenceEngine(new HybridNetwork(others)).decrypt(key, tile(data), keyVector);
  expect(differing(data, plain) / size).toBeGreaterThan(0.99);
  expect(found).not.toEqual(digests);
}

describe("the key vector", () => {
  it("is another one after any change, also of the shape", async () => {
    const plain = smooth(100, 70);
    const of = async (data: Uint8Array, width: number): Promise<string> =>
      Buffer.from(await hybrid.encrypt(gray(data.slice(), width), key)).toString("hex");
    const seen = new Set([await of(plain, 100), await of(plain, 70), await of(plain, 50)]);
    for (let i = 0; i < plain.length; i += 7) {
      const changed = plain.slice();
      changed[i]! ^= 1;
      seen.add(await of(changed, 100));
    }
    expect(seen.size).toBe(3 + Math.ceil(plain.length / 7));
  });

  it("recomputed by decryption is the same, and another one after damage or with a wrong key", async () => {
    const raster = gray(smooth(130, 300), 130);
    const made = await hybrid.encrypt(raster, key);
    const cipher = raster.data.slice();
    const decrypt = async (data: Uint8Array, native: Uint8Array): Promise<Uint8Array> =>
      hybrid.decrypt(gray(data.slice(), 130), native, made);
    expect(await decrypt(cipher, key)).toEqual(made);
    for (const at of [0, 129, 20_000, cipher.length - 1]) {
      const damaged = cipher.slice();
      damaged[at]! ^= 0x80;
      expect(await decrypt(damaged, key)).not.toEqual(made);
    }
    const wrong = key.slice();
    wrong[200]! ^= 1;
    expect(await decrypt(cipher, wrong)).not.toEqual(made);
  });
});

describe("masks", () => {
  it("come from at most 2% derived bytes for images of 256 x 256 and more", () => {
    expect(hybrid.nativeKey.bytes).toBeLessThanOrEqual(0.02 * 256 * 256);
  });

  it("do not depend on the features when those are frozen", () => {
    const frozen = new HybridNetwork(weights, { ...defaultOptions, frozenFeatures: true });
    const mask = (fill: number): Uint16Array =>
      frozen.keyed(key).halfMask(new Uint16Array(640).fill(fill), 0, 0, keyVector);
    expect(mask(1)).toEqual(mask(2));
  });
});

describe("whoever is shown unverified plaintext", () => {
  it("reads a tile in three queries, half of it in one (docs/threat-model.md)", () => {
    const plain = smooth(tileBytes, tileRows);
    const target = plain.slice();
    kernel.encrypt(key, tile(target), keyVector);
    let queries = 0;
    const query = (zeros: Uint8Array, ones: Uint8Array): Uint8Array => {
      queries++;
      const data = target.map((_, i) => (half(i) === 0 ? zeros[i]! : ones[i]!));
      kernel.decrypt(key, tile(data), keyVector);
      return data;
    };
    const noise = bytes(size, 9);
    // Half 1 has a mask that half 0 alone decides.
    const first = query(target, noise).map((byte, i) => byte - noise[i]! + target[i]!);
    const maskless = query(noise, noise).map((byte, i) => noise[i]! - byte);
    const second = query(
      noise,
      first.map((byte, i) => byte + maskless[i]!),
    ).map((byte, i) => byte - noise[i]! + target[i]!);
    const found = plain.map((_, i) => (half(i) === 1 ? first[i]! : second[i]!));
    expect(queries).toBe(3);
    expect(differing(found, plain)).toBe(0);
  });

  it("is not shown any: a changed cipher image has another key vector", async () => {
    const raster = gray(smooth(64, 64), 64);
    const made = await hybrid.encrypt(raster, key);
    const cipher = raster.data.slice();
    for (let at = 0; at < cipher.length; at += 37) {
      const data = cipher.slice();
      data[at]! += 1;
      expect(await hybrid.decrypt(gray(data, 64), key, made)).not.toEqual(made);
    }
  });
});

describe("weights", () => {
  it("come from their documented seed and meet the whole criterion", async () => {
    expect(await seedWeights("neuroveil hybrid 2")).toEqual(decodeBase64(hybridWeights));
    for (const net of [weights.encoder, weights.mask]) {
      expect(() => checkWeights("shipped", net)).not.toThrow();
      expect(() => checkDiffusion("shipped", net)).not.toThrow();
    }
  });

  it("are refused when one byte of them is altered", async () => {
    const altered = decodeBase64(hybridWeights);
    altered[altered.length - 1]! ^= 1;
    await expect(
      pinnedWeights(Buffer.from(altered).toString("base64"), hybridWeightsHash),
    ).rejects.toMatchObject({ code: "weights" });
  });
});
