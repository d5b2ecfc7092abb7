import { fc, it as property } from "@fast-check/vitest";
import { coarseValues, nativeValues } from "neuroveil/internal/chaos";
import { cipherById } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { aes256Gcm } from "../baselines/aes.ts";
import { hyperchaos } from "../baselines/hyperchaos.ts";
import { logistic } from "../baselines/logistic.ts";
import { moveValue, nearestKeys } from "./key-change.ts";

const boxes = hyperchaos.nativeKey.values!.map(({ low, high }) => [low, high] as const);

property.prop([
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  fc.nat({ max: 3 }),
  fc.integer({ min: 1, max: 53 }),
])("one number moves by its share of the range and stays in it", (key, index, exponent) => {
  const before = nativeValues(key, boxes);
  const after = nativeValues(moveValue(hyperchaos, key, index, exponent).key, boxes);
  for (const [i, [low, high]] of boxes.entries()) {
    expect(after[i]).toBeGreaterThanOrEqual(low);
    expect(after[i]).toBeLessThanOrEqual(high);
    const moved = Math.abs(after[i]! - before[i]!) / (high - low);
    // Numbers above 1 in size are rounded to steps larger than the smallest one.
    expect(Math.abs(moved - (i === index ? 2 ** -exponent : 0))).toBeLessThan(2 ** -51);
  }
});

property.prop([
  fc.uint8Array({ minLength: 80, maxLength: 80 }),
  fc.nat({ max: 15 }),
  fc.integer({ min: 1, max: 40 }),
])("so does a number of 5 bytes, of which all count", (key, index, exponent) => {
  const cipher = cipherById("hopfield-memristive");
  const boxes = cipher.nativeKey.values!.map(({ low, high }) => [low, high] as const);
  const before = coarseValues(key, boxes);
  const after = coarseValues(moveValue(cipher, key, index, exponent).key, boxes);
  for (const [i, [low, high]] of boxes.entries()) {
    expect(after[i]).toBeGreaterThanOrEqual(low);
    expect(after[i]).toBeLessThan(high);
    const moved = Math.abs(after[i]! - before[i]!) / (high - low);
    expect(Math.abs(moved - (i === index ? 2 ** -exponent : 0))).toBeLessThan(2 ** -51);
  }
  expect(() => moveValue(cipher, key, index, 41)).toThrow(/an exponent of 1 to 40/);
});

test("names tell what was changed; the nearest keys leave nonces alone", () => {
  const key = new Uint8Array(32);
  expect(nearestKeys(hyperchaos, key, 64).map(({ id }) => id)).toEqual([
    "x0 by 2^-53",
    "y0 by 2^-53",
    "z0 by 2^-53",
    "w0 by 2^-53",
  ]);
  // r of the logistic map lies between 3.99 and 4.
  expect(nearestKeys(logistic, key, 64).map(({ id }) => id)).toEqual(["x0 by 2^-53", "r by 2^-45"]);
  const near = nearestKeys(aes256Gcm, new Uint8Array(44), 300);
  expect(near).toHaveLength(256);
  for (const { key: flipped } of near) expect(flipped.subarray(32)).toEqual(new Uint8Array(12));
});

test("refuses numbers and exponents that are not there", () => {
  const message = /expected a real number of the native key of/;
  expect(() => moveValue(aes256Gcm, new Uint8Array(44), 0, 1)).toThrow(message);
  expect(() => moveValue(hyperchaos, new Uint8Array(32), 4, 1)).toThrow(message);
  expect(() => moveValue(hyperchaos, new Uint8Array(32), 0, 54)).toThrow(message);
});
