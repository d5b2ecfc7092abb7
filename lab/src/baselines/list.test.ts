import { fc, test as property } from "@fast-check/vitest";
import type { Raster } from "neuroveil/ciphers";
import { describe, expect, it } from "vitest";
import { baselines } from "./list.ts";

const keyOf = (bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, i) => 89 * i + 31);

function raster(width: number, height: number, channels: number, bytesPerSample: 1 | 2): Raster {
  const data = Uint8Array.from(
    { length: width * height * channels * bytesPerSample },
    (_, i) => (i * i) >> 5,
  );
  return { width, height, channels, bytesPerSample, data };
}

it("has unique ids, and each says what it is", () => {
  expect(new Set(baselines.map(({ id }) => id)).size).toBe(baselines.length);
  for (const { family, status, source } of baselines) {
    expect([family, status]).toEqual(
      family === "control" ? ["control", "known-weak"] : ["baseline", "baseline"],
    );
    if (family === "control") expect(source).toContain("weak: ");
  }
});

describe.each(baselines)("$id", (cipher) => {
  const { nativeKey, keyVectorBytes } = cipher;
  const key = keyOf(nativeKey.bytes);

  property.prop(
    [
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(1 as const, 2 as const),
      fc.uint8Array({ minLength: nativeKey.bytes, maxLength: nativeKey.bytes }),
    ],
    // A key pair takes some tenths of a second.
    { numRuns: cipher.id === "rsa-oaep" ? 4 : 15 },
  )("gives back every image", async (width, height, channels, bytesPerSample, key) => {
    const image = raster(width, height, channels, bytesPerSample);
    const plain = image.data.slice();
    const keyVector = await cipher.encrypt(image, key);
    expect(keyVector).toHaveLength(keyVectorBytes);
    expect(await cipher.decrypt(image, key, keyVector)).toEqual(keyVector);
    expect(Buffer.compare(image.data, plain)).toBe(0);
  });

  it("gives back images of one byte and of a large piece, which it changes", async () => {
    for (const [width, height] of [
      [1, 1],
      [277, 241],
    ] as const) {
      const image = raster(width, height, 1, 1);
      const plain = image.data.slice();
      const keyVector = await cipher.encrypt(image, key);
      if (plain.length > 1) expect(Buffer.compare(image.data, plain)).not.toBe(0);
      await cipher.decrypt(image, key, keyVector);
      expect(Buffer.compare(image.data, plain)).toBe(0);
    }
  });

  it("leaves key and key vector as they are", async () => {
    const image = raster(20, 10, 1, 1);
    const keyVector = await cipher.encrypt(image, key);
    const sent = keyVector.slice();
    await cipher.decrypt(image, key, keyVector);
    expect(key).toEqual(keyOf(nativeKey.bytes));
    expect(keyVector).toEqual(sent);
  });

  it("does not decrypt under another key", async () => {
    const image = raster(64, 64, 1, 1);
    const plain = image.data.slice();
    const keyVector = await cipher.encrypt(image, key);
    const other = key.slice();
    other[0]! ^= 0x10;
    const recomputed = await cipher.decrypt(image, other, keyVector);
    const right = image.data.filter((byte, i) => byte === plain[i]).length;
    expect(right / plain.length).toBeLessThan(0.1);
    if (keyVectorBytes > 0) expect(recomputed).not.toEqual(keyVector);
  });

  it("tells progress and rows, can be stopped, and names an argument of a wrong size", async () => {
    const heard: unknown[] = [];
    await cipher.encrypt(raster(9, 7, 1, 1), key, {
      onProgress: (done) => heard.push(done),
      onRows: (first, end) => heard.push([first, end]),
    });
    expect(heard.slice(-2)).toEqual([1, [0, 7]]);
    const image = raster(9, 9, 1, 1);
    const signal = AbortSignal.abort();
    await expect(cipher.encrypt(image, key, { signal })).rejects.toMatchObject({ code: "aborted" });
    await expect(cipher.encrypt(image, key.subarray(1))).rejects.toThrow(/"key" expected/);
    const short = { ...image, data: new Uint8Array(80) };
    await expect(cipher.encrypt(short, key)).rejects.toThrow(/"raster.data" expected 81 bytes/);
    const vector = new Uint8Array(keyVectorBytes + 1);
    await expect(cipher.decrypt(image, key, vector)).rejects.toThrow(/"keyVector" expected/);
  });
});

it.each(
  baselines.filter(({ id }) =>
    ["aes-256-gcm", "chacha20-poly1305", "canary", "rsa-oaep"].includes(id),
  ),
)("$id: a changed byte changes the key vector", async (cipher) => {
  const key = keyOf(cipher.nativeKey.bytes);
  const image = raster(50, 50, 3, 1);
  const keyVector = await cipher.encrypt(image, key);
  image.data[5000]! ^= 1;
  expect(await cipher.decrypt(image, key, keyVector)).not.toEqual(keyVector);
});
