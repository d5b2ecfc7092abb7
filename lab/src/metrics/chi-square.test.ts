import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { chiSquare } from "./chi-square.ts";

const shape = { channels: 1, bits: 8, colour: "gray", metadata: {} } as const;

test("a constant image has the largest value, n (symbols - 1)", () => {
  const [result] = chiSquare({ ...shape, width: 32, height: 32, data: new Uint8Array(1024) });
  expect(result).toMatchObject({ id: "chi-square", value: 1024 * 255, expected: 255, p: 0 });
  expect(Number.isFinite(result!.z)).toBe(true);
});

test("an exactly even histogram is refused from below", () => {
  const data = Uint8Array.from({ length: 4096 }, (_, i) => i);
  const [result] = chiSquare({ ...shape, width: 64, height: 64, data });
  expect(result).toMatchObject({ value: 0, p: 0 });
  expect(result!.z).toBeLessThan(-10);
});

test("depths below 8 have fewer symbols", () => {
  const data = Uint8Array.from({ length: 64 }, (_, i) => i & 3);
  const [result] = chiSquare({ ...shape, bits: 2, width: 8, height: 8, data });
  expect(result).toMatchObject({ value: 0, expected: 3 });
});

test("one value in fifty too many is seen in its channel", () => {
  const image = next(idealImages(3, { width: 256, height: 256, channels: 3 }));
  const skewed = image.data.map((byte, i) => (i % 150 === 1 ? 0 : byte));
  const p = chiSquare({ ...image, data: skewed }).map((result) => result.p);
  expect(p[2]).toBeLessThan(1e-9);
  expect(p[1]).toBeGreaterThan(1e-3);
  expect(p[3]).toBeGreaterThan(1e-3);
});
