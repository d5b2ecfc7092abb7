import { describe, expect, it, vi } from "vitest";
import { cellularAdaptive } from "./cellular/cellular-adaptive.ts";
import { cellularDiscrete } from "./cellular/cellular-discrete.ts";
import type { Cipher } from "./cipher.ts";
import { convHybrid } from "./convolutional/conv-hybrid.ts";
import { convMulti, convolutionVariant } from "./convolutional/conv-multi.ts";
import { ganExact } from "./gan/gan-exact.ts";
import type { Raster } from "./raster.ts";

const keyOf = ({ nativeKey }: Cipher): Uint8Array =>
  Uint8Array.from({ length: nativeKey.bytes }, (_, i) => Math.imul(i + 3, 2654435761) >>> 24);

async function encrypted(
  cipher: Cipher,
  shape: Omit<Raster, "data">,
  data: Uint8Array,
  key = keyOf(cipher),
): Promise<Uint8Array> {
  const copy = data.slice();
  await cipher.encrypt({ ...shape, data: copy }, key);
  return copy;
}

/** Part of the bytes that differ. */
function changed(one: Uint8Array, two: Uint8Array): number {
  return one.reduce((sum, byte, i) => sum + (byte === two[i] ? 0 : 1), 0) / one.length;
}

const square = { width: 256, height: 256, channels: 1, bytesPerSample: 1 } as const;
const smooth = Uint8Array.from({ length: 65_536 }, (_, i) => 128 + 60 * Math.sin((i >> 8) / 25));
const ciphers = [convMulti, convHybrid, cellularDiscrete, cellularAdaptive, ganExact];

describe.each(ciphers)("$id", (cipher) => {
  it("maps the 256 images of one byte to 256 others", async () => {
    const shape = { width: 1, height: 1, channels: 1, bytesPerSample: 1 } as const;
    const images = await Promise.all(
      Array.from({ length: 256 }, (_, byte) => encrypted(cipher, shape, Uint8Array.of(byte))),
    );
    expect(new Set(images.map(([byte]) => byte)).size).toBe(256);
  });

  it("makes of every image of three bytes another one where a byte differs", async () => {
    const shape = { width: 1, height: 1, channels: 3, bytesPerSample: 1 } as const;
    const seen = new Set<string>();
    for (let i = 0; i < 500; i++)
      seen.add((await encrypted(cipher, shape, Uint8Array.of(i, i >> 8, 77))).join());
    expect(seen.size).toBe(500);
  });

  it("changes nearly all bytes for one changed bit anywhere in the native key", async () => {
    const before = await encrypted(cipher, square, smooth);
    const last = 8 * cipher.nativeKey.bytes - 1;
    for (const bit of [0, 1000, last - 800, last]) {
      const key = keyOf(cipher);
      key[bit >> 3]! ^= 0x80 >> (bit & 7);
      expect(changed(before, await encrypted(cipher, square, smooth, key))).toBeGreaterThan(0.9945);
    }
  });

  it("has another key vector for the same bytes in another shape", async () => {
    const data = Uint8Array.from({ length: 16 }, (_, i) => 17 * i);
    const shapes = [
      { width: 4, height: 4, channels: 1, bytesPerSample: 1 },
      { width: 8, height: 2, channels: 1, bytesPerSample: 1 },
      { width: 2, height: 4, channels: 2, bytesPerSample: 1 },
      { width: 2, height: 4, channels: 1, bytesPerSample: 2 },
    ] as const;
    // Black is what the channel matrix leaves as it is.
    for (const bytes of [data, new Uint8Array(16)]) {
      const keyVectors = await Promise.all(
        shapes.map((shape) => cipher.encrypt({ ...shape, data: bytes.slice() }, keyOf(cipher))),
      );
      expect(new Set(keyVectors.map((each) => each.join())).size).toBe(shapes.length);
    }
  });

  it("does not show that an image is black", async () => {
    const cipherImage = await encrypted(cipher, square, new Uint8Array(65_536));
    const counts = new Uint32Array(256);
    for (const byte of cipherImage) counts[byte]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 256) ** 2 / 256, 0);
    // 255 degrees of freedom, one-sided at 0.0001.
    expect(chiSquare).toBeLessThan(347);
  });

  it("gives the same bytes where there is no WebAssembly SIMD", async () => {
    const shape = { width: 41, height: 29, channels: 3, bytesPerSample: 2 } as const;
    const plain = Uint8Array.from({ length: 41 * 29 * 6 }, (_, i) => i * i);
    const before = await encrypted(cipher, shape, plain);
    const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    try {
      // Modules of their own: these have asked already.
      vi.resetModules();
      const { loadCipher } = await import("./registry.ts");
      const slow = await loadCipher(cipher.id);
      const data = plain.slice();
      const keyVector = await slow.encrypt({ ...shape, data }, keyOf(slow));
      expect(validate).toHaveBeenCalled();
      expect(Buffer.compare(data, before)).toBe(0);
      const image = { ...shape, data: before };
      expect(await cipher.decrypt(image, keyOf(cipher), keyVector)).toEqual(keyVector);
      expect(await slow.decrypt({ ...shape, data }, keyOf(slow), keyVector)).toEqual(keyVector);
      expect(Buffer.compare(data, plain)).toBe(0);
    } finally {
      validate.mockRestore();
    }
  });

  it("two images at a time do not meet in one kernel", async () => {
    const shape = { width: 700, height: 600, channels: 3, bytesPerSample: 1 } as const;
    const [one, two] = [new Uint8Array(1_260_000), new Uint8Array(1_260_000).fill(1)];
    const alone = [await encrypted(cipher, shape, one), await encrypted(cipher, shape, two)];
    const together = await Promise.all([one, two].map((data) => encrypted(cipher, shape, data)));
    for (const [i, image] of together.entries()) expect(Buffer.compare(image, alone[i]!)).toBe(0);
  });
});

describe("convolutionVariant", () => {
  const spread = async (rounds: number, fullyConnected: boolean, at: number): Promise<number> => {
    const cipher = convolutionVariant({ rounds, fullyConnected });
    const other = smooth.map((byte, i) => (i === at ? byte + 1 : byte));
    return changed(await encrypted(cipher, square, smooth), await encrypted(cipher, square, other));
  };

  it("a changed byte reaches some ten times as many in every round, all after six", async () => {
    const parts: number[] = [];
    for (let rounds = 1; rounds <= 8; rounds++) parts.push(await spread(rounds, false, 40_001));
    const [first, second, third, fourth, ...full] = parts as [number, number, number, number];
    expect(first).toBeLessThan(0.001);
    expect(second / first).toBeGreaterThan(8);
    expect(third / second).toBeGreaterThan(8);
    expect(fourth).toBeGreaterThan(0.5);
    expect(Math.min(...full.slice(1))).toBeGreaterThan(0.9953);
    expect(Math.max(...full.slice(1))).toBeLessThan(0.997);
  });

  it("with a fully connected layer, a changed byte reaches all in two rounds", async () => {
    for (const at of [0, 40_001, 65_535]) expect(await spread(2, true, at)).toBeGreaterThan(0.9953);
  });

  it.each([
    { rounds: 1 },
    { rounds: 20 },
    { fullyConnected: true },
    { rounds: 3, fullyConnected: true, id: "pooled" },
  ])("gives back an image with %o", async (variant) => {
    const cipher = convolutionVariant(variant);
    const shape = { width: 31, height: 17, channels: 3, bytesPerSample: 2 } as const;
    const plain = Uint8Array.from({ length: 31 * 17 * 6 }, (_, i) => i);
    const data = plain.slice();
    const keyVector = await cipher.encrypt({ ...shape, data }, keyOf(cipher));
    expect(Buffer.compare(data, plain)).not.toBe(0);
    expect(await cipher.decrypt({ ...shape, data }, keyOf(cipher), keyVector)).toEqual(keyVector);
    expect(Buffer.compare(data, plain)).toBe(0);
  });

  it("without options is conv-multi", async () => {
    const one = await encrypted(convolutionVariant(), square, smooth);
    expect(Buffer.compare(one, await encrypted(convMulti, square, smooth))).toBe(0);
  });

  it("refuses rounds that do not exist", () => {
    expect(() => convolutionVariant({ rounds: 0 })).toThrow(/"rounds" expected .* 1 to 64, got 0/);
    expect(() => convolutionVariant({ rounds: 65 })).toThrow(RangeError);
  });
});
