import { fc } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Cipher, Raster } from "./index.ts";

/** Shapes of images, the bytes of a sample included. */
export const shapes: {
  readonly width: fc.Arbitrary<number>;
  readonly height: fc.Arbitrary<number>;
  readonly channels: fc.Arbitrary<number>;
  readonly bytesPerSample: fc.Arbitrary<1 | 2>;
} = {
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 40 }),
  channels: fc.integer({ min: 1, max: 4 }),
  bytesPerSample: fc.constantFrom(1 as const, 2 as const),
};

/** An image with structure. */
export function raster(shape: Omit<Raster, "data">, shared = false): Raster {
  const length = shape.width * shape.height * shape.channels * shape.bytesPerSample;
  const data = shared ? new Uint8Array(new SharedArrayBuffer(length)) : new Uint8Array(length);
  for (let i = 0; i < length; i++) data[i] = (i * i) >> 5;
  return { ...shape, data };
}

/** A key that is the same in every test. */
export const keyOf = ({ nativeKey }: Cipher): Uint8Array =>
  Uint8Array.from({ length: nativeKey.bytes }, (_, i) => 37 * i + 11);

/** That an image comes back as it was, or the same approximation of it each time. */
export async function comesBack(cipher: Cipher, shape: Omit<Raster, "data">): Promise<void> {
  const key = keyOf(cipher);
  const image = raster(shape);
  const plain = image.data.slice();
  const keyVector = await cipher.encrypt(image, key);
  expect(keyVector).toHaveLength(cipher.keyVectorBytes);
  const again = { ...image, data: image.data.slice() };
  expect(await cipher.decrypt(image, key, keyVector)).toEqual(keyVector);
  if (!cipher.lossless) await cipher.decrypt(again, key, keyVector);
  expect(same(image.data, cipher.lossless ? plain : again.data)).toBe(true);
}

/** Whether two byte arrays are equal; a failing `toEqual` would print megabytes. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
