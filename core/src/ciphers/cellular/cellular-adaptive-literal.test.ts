import { expect, it } from "vitest";
import { cellularAdaptive } from "./cellular-adaptive.ts";
import { cellularAdaptiveLiteral } from "./cellular-adaptive-literal.ts";
import type { Cipher } from "../cipher.ts";

const key = Uint8Array.from({ length: 128 }, (_, i) => Math.imul(i + 3, 2654435761) >>> 24);
const shape = { width: 256, height: 256, channels: 1, bytesPerSample: 1 } as const;
const plain = Uint8Array.from({ length: 65_536 }, (_, i) => 100 + ((i & 255) >> 2));

/** The image with two samples changed so that its mean is the same. */
const sameMean = plain.slice();
sameMean[5]! += 100;
sameMean[40_000]! -= 100;

async function encrypted(
  cipher: Cipher,
  image: Uint8Array,
): Promise<{ readonly data: Uint8Array; readonly keyVector: Uint8Array }> {
  const data = image.slice();
  return { keyVector: await cipher.encrypt({ ...shape, data }, key), data };
}

async function changedShare(cipher: Cipher, image: Uint8Array): Promise<number> {
  const [before, after] = [await encrypted(cipher, plain), await encrypted(cipher, image)];
  return before.data.filter((byte, i) => byte !== after.data[i]).length / plain.length;
}

it("sends the mean along", async () => {
  const mean = plain.reduce((sum, byte) => sum + byte, 0) / plain.length;
  const { keyVector } = await encrypted(cellularAdaptiveLiteral, plain);
  expect([...keyVector]).toEqual([Math.floor(mean)]);
  expect((await encrypted(cellularAdaptiveLiteral, sameMean)).keyVector).toEqual(keyVector);
});

it("two images of one mean collide in their templates: most of the cipher image stays", async () => {
  expect(await changedShare(cellularAdaptiveLiteral, sameMean)).toBeLessThan(0.1);
  // The cipher whose templates depend on all of the image: 255 of 256 bytes change.
  expect(await changedShare(cellularAdaptive, sameMean)).toBeGreaterThan(0.9945);
});

it("an image of another mean has other templates", async () => {
  const brighter = plain.map((byte) => byte + 1);
  expect(await changedShare(cellularAdaptiveLiteral, brighter)).toBeGreaterThan(0.9945);
});

it("gives back the image with its mean alone, and tells the mean of what it gives back", async () => {
  const { data, keyVector } = await encrypted(cellularAdaptiveLiteral, plain);
  const open = async (vector: Uint8Array): Promise<[Uint8Array, Uint8Array]> => {
    const copy = data.slice();
    return [copy, await cellularAdaptiveLiteral.decrypt({ ...shape, data: copy }, key, vector)];
  };
  const [right, mean] = await open(keyVector);
  expect(Buffer.compare(right, plain)).toBe(0);
  expect(mean).toEqual(keyVector);
  const [wrong, other] = await open(Uint8Array.of(keyVector[0]! ^ 1));
  expect(Buffer.compare(wrong, plain)).not.toBe(0);
  // Noise has a mean of its own.
  expect(other[0]).toBeGreaterThan(124);
  expect(other[0]).toBeLessThan(131);
  await expect(open(new Uint8Array(2))).rejects.toThrow('"keyVector" expected 1 bytes, got 2');
});
