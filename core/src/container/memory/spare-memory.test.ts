import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { giveSpare, takeSpare } from "./spare-memory.ts";

const mebibyte = 1 << 20;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test("memory of about that size is given once, as a view of the length asked for", () => {
  const memory = new Uint8Array(2 * mebibyte);
  giveSpare(memory.subarray(5, 9));
  const taken = takeSpare(2 * mebibyte - 3, false);
  expect(taken?.buffer).toBe(memory.buffer);
  expect(taken?.length).toBe(2 * mebibyte - 3);
  expect(taken?.byteOffset).toBe(0);
  expect(takeSpare(2 * mebibyte - 3, false)).toBeUndefined();
});

test.each([
  ["too small", 2 * mebibyte + 1, false],
  ["more than twice too large", mebibyte - 1, false],
  ["not shared", 2 * mebibyte, true],
])("none that is %s", (_, length, shared) => {
  giveSpare(new Uint8Array(2 * mebibyte));
  expect(takeSpare(length, shared)).toBeUndefined();
});

test("none that is shared where it must not be", () => {
  giveSpare(new Uint8Array(new SharedArrayBuffer(2 * mebibyte)));
  expect(takeSpare(2 * mebibyte, false)).toBeUndefined();
  expect(takeSpare(2 * mebibyte, true)).toBeDefined();
});

test("it is let go of when nobody asks for a while", () => {
  giveSpare(new Uint8Array(2 * mebibyte));
  vi.advanceTimersByTime(4000);
  giveSpare(new Uint8Array(8 * mebibyte));
  vi.advanceTimersByTime(4999);
  expect(takeSpare(8 * mebibyte, false)).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(takeSpare(2 * mebibyte, false)).toBeUndefined();
});

test("little is not worth keeping, and of much the latest is kept", () => {
  giveSpare(new Uint8Array(mebibyte - 1));
  expect(takeSpare(mebibyte - 1, false)).toBeUndefined();
  const sizes = [60, 70, 50].map((size) => size * mebibyte);
  for (const size of sizes) giveSpare(new Uint8Array(size));
  expect(takeSpare(60 * mebibyte, false)?.buffer.byteLength).toBe(70 * mebibyte);
  expect(takeSpare(60 * mebibyte, false)).toBeUndefined();
  expect(takeSpare(50 * mebibyte, false)).toBeDefined();
});
