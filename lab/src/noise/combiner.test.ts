import type { Image } from "neuroveil/image";
import { describe, expect, it, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { decibels } from "./closed-form.ts";
import { gaussianError, type Combiner } from "./combiner.ts";
import { gaussian } from "./gaussian.ts";
import { seededRandom } from "../random/random.ts";

const keystream = next(idealImages(5, { width: 256, height: 256 }));
const plain: Image = {
  ...keystream,
  data: keystream.data.map(
    (_, i) => 128 + 66 * Math.sin((i & 255) / 20) + 48 * Math.cos((i >> 8) / 30),
  ),
};

type Bytes = (data: Uint8Array) => Uint8Array;

const ciphers: Readonly<Record<Combiner, { readonly encrypt: Bytes; readonly decrypt: Bytes }>> = {
  xor: {
    encrypt: (data) => data.map((byte, i) => byte ^ keystream.data[i]!),
    decrypt: (data) => data.map((byte, i) => byte ^ keystream.data[i]!),
  },
  add: {
    encrypt: (data) => data.map((byte, i) => byte + keystream.data[i]!),
    decrypt: (data) => data.map((byte, i) => byte - keystream.data[i]!),
  },
  chain: {
    encrypt: (data) => {
      let before = 0;
      return data.map((byte, i) => (before = (byte + keystream.data[i]! + before) & 255));
    },
    decrypt: (data) => data.map((byte, i) => byte - keystream.data[i]! - (data[i - 1] ?? 0)),
  },
};

// REFERENCE 3, on a synthetic image that is not given: samples near the ends of the range wrap round, and
// under XOR the bits of the samples count, which is worth some tenths of a decibel.
describe.each([
  ["xor", 21.98],
  ["add", 33.63],
  ["chain", 29.74],
] as const)("normal noise of sd 5 under %s", (combiner, known) => {
  it(`costs about ${known} dB`, () => {
    const expected = decibels(gaussianError(combiner, plain, 5), 255);
    expect(Math.abs(expected - known)).toBeLessThan(0.9);
  });

  it("costs what was computed", async () => {
    const { encrypt, decrypt } = ciphers[combiner];
    const sent = { ...plain, data: encrypt(plain.data) };
    await gaussian(5).apply(sent, seededRandom(1));
    const errors = Array.from(decrypt(sent.data), (byte, i) => (byte - plain.data[i]!) ** 2);
    const n = errors.length;
    const mean = errors.reduce((sum, x) => sum + x, 0) / n;
    const scatter = errors.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
    const distance = Math.abs(mean - gaussianError(combiner, plain, 5));
    expect(distance).toBeLessThan(4 * Math.sqrt(scatter / n));
  });
});

test("noise too small to be seen costs nothing; other depths are refused", () => {
  expect(gaussianError("chain", plain, 0.01)).toBe(0);
  expect(() => gaussianError("xor", { ...plain, bits: 16 }, 5)).toThrow(/expected 8 bits a sample/);
});
