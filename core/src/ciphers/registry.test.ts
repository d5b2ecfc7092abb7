import { test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { comesBack, keyOf, raster as rasterOf, same, shapes } from "./every-shape.test.support.ts";
import { ciphers, cipherById, hybridVariant, type Raster } from "./index.ts";

/** An image of 8 bits a sample, or of 16. */
const raster = (
  width: number,
  height: number,
  channels: number,
  bytesPerSample: 1 | 2,
  shared = false,
): Raster => rasterOf({ width, height, channels, bytesPerSample }, shared);

describe.each(ciphers)("$id", (cipher) => {
  const key = keyOf(cipher);

  // Few shapes: every-shape.slow.ts tries more.
  test.prop(shapes, { numRuns: 10 })(
    "gives back every image, or the same approximation each time",
    async (shape) => {
      await comesBack(cipher, shape);
    },
  );

  it("gives the same bytes with one thread and with several, shared memory or not", async () => {
    // Ciphers without tiles have one thread whatever the size.
    const [width, height] = cipher.tileRows === 0 ? ([70, 60] as const) : ([700, 600] as const);
    const results = await Promise.all(
      [1, 2, 4].flatMap((threads) =>
        [false, true].map(async (shared) => {
          const image = raster(width, height, 3, 1, shared);
          const keyVector = await cipher.encrypt(image, key, { threads });
          return Buffer.concat([image.data, keyVector]).toString("base64");
        }),
      ),
    );
    expect(new Set(results).size).toBe(1);
  });

  it("tells its progress and which rows are final", async () => {
    const image = raster(300, 700, 1, 1);
    const progress: number[] = [];
    const rows = new Set<number>();
    await cipher.encrypt(image, key, {
      onProgress: (done) => progress.push(done),
      onRows: (first, end) => {
        for (let row = first; row < end; row++) rows.add(row);
      },
    });
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(rows.size).toBe(700);
  });

  it("can be stopped", async () => {
    const signal = AbortSignal.abort();
    await expect(cipher.encrypt(raster(9, 9, 1, 1), key, { signal })).rejects.toMatchObject({
      code: "aborted",
    });
  });

  it("names the argument of a wrong size", async () => {
    await expect(cipher.encrypt(raster(9, 9, 1, 1), key.subarray(1))).rejects.toThrow(
      /"key" expected/,
    );
    const short = { ...raster(9, 9, 1, 1), data: new Uint8Array(80) };
    await expect(cipher.encrypt(short, key)).rejects.toThrow(/"raster.data" expected/);
  });
});

/** Lossless ciphers that nobody has broken. */
const sound = ciphers.filter(({ lossless, status }) => lossless && status === "cipher");

describe.each(sound)("$id", (cipher) => {
  it("decrypts a changed cipher image to noise that its key vector refuses", async () => {
    const key = keyOf(cipher);
    const plain = Uint8Array.from({ length: 4800 }, (_, i) => i >> 5);
    const raster = (data: Uint8Array): Raster => ({
      width: 60,
      height: 80,
      channels: 1,
      bytesPerSample: 1,
      data,
    });
    const data = plain.slice();
    const keyVector = await cipher.encrypt(raster(data), key);
    for (const at of [0, 2399, 4799]) {
      const changed = data.with(at, data[at]! ^ 1);
      const found = await cipher.decrypt(raster(changed), key, keyVector);
      expect(found).not.toEqual(keyVector);
      const wrong = changed.filter((byte, i) => byte !== plain[i]).length / plain.length;
      // A tile of the hybrid family keeps half; what is noise keeps 1 in 256.
      expect(wrong).toBeGreaterThan(cipher.tileRows > 0 ? 0.4 : 0.98);
    }
  });
});

describe("registry", () => {
  it("has unique ids, and suggests one when asked for another", () => {
    expect(new Set(ciphers.map(({ id }) => id)).size).toBe(ciphers.length);
    const literal = ciphers.filter((cipher) => cipher.literal === true);
    expect(literal.map(({ id }) => id)).toEqual(
      ciphers.map(({ id }) => id).filter((id) => id.endsWith("-literal")),
    );
    expect(literal.length).toBeGreaterThan(5);
    expect(() => cipherById("hybird")).toThrow(
      /expected the id of a cipher, got "hybird"; did you mean hybrid\?/,
    );
  });
});

describe("work on several blocks", () => {
  it("is stopped between them, and nothing writes afterwards", async () => {
    const cipher = cipherById("hybrid");
    const image = raster(4000, 1500, 3, 1);
    const controller = new AbortController();
    const work = cipher.encrypt(image, new Uint8Array(cipher.nativeKey.bytes), {
      signal: controller.signal,
      onRows: () => controller.abort(new Error("enough")),
    });
    await expect(work).rejects.toMatchObject({ code: "aborted" });
    const after = image.data.slice();
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    expect(same(image.data, after)).toBe(true);
  });
});

describe("hybridVariant", () => {
  it.each([
    { lstmLayers: 0, units: 32 },
    { lstmLayers: 2 },
    { lstmLayers: 3, units: 16 },
    { units: 64 },
    { cnnDepth: 1 },
    { cnnDepth: 4, residualBlocks: 2 },
    { halfRounds: 3 },
    { keyBits: 16 },
    { keyBits: 256 },
  ] as const)("gives back an image with %o", async (shape) => {
    const cipher = await hybridVariant(shape);
    const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => 101 * i + 7);
    const image = raster(33, 21, 3, 1);
    const plain = image.data.slice();
    const keyVector = await cipher.encrypt(image, key);
    expect(same(image.data, plain)).toBe(false);
    expect(await cipher.decrypt(image, key, keyVector)).toEqual(keyVector);
    expect(same(image.data, plain)).toBe(true);
  });

  it("of the default shape with the shipped weights is the hybrid cipher", async () => {
    const { decodeBase64 } = await import("../bytes/base64.ts");
    const { hybridWeights } = await import("../networks/generated/hybrid-weights.ts");
    const variant = await hybridVariant({ weights: decodeBase64(hybridWeights) });
    const hybrid = cipherById("hybrid");
    expect(variant.weights).toBe(hybrid.weights);
    const key = new Uint8Array(hybrid.nativeKey.bytes).fill(5);
    const [one, two] = [raster(50, 50, 1, 1), raster(50, 50, 1, 1)];
    expect(await variant.encrypt(one, key)).toEqual(await hybrid.encrypt(two, key));
    expect(same(one.data, two.data)).toBe(true);
  });

  it("refuses shapes that do not exist", async () => {
    await expect(hybridVariant({ lstmLayers: 5 })).rejects.toThrow(RangeError);
    await expect(hybridVariant({ keyBits: 20 })).rejects.toThrow(/"keyBits"/);
    await expect(hybridVariant({ halfRounds: 1 })).rejects.toThrow(/"halfRounds"/);
  });
});
