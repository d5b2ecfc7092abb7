import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startProgress } from "./progress.ts";

let said: string[];
let isTTY: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  isTTY = process.stderr.isTTY;
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  process.stderr.isTTY = false;
});
afterEach(() => {
  process.stderr.isTTY = isTTY;
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("off a terminal: a line every thirty seconds, and none for shorter work", () => {
  const progress = startProgress("encrypting", true);
  progress.update(0.25, "1 of 4 files");
  vi.advanceTimersByTime(29_999);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["neuroveil: encrypting: 25%, 1 of 4 files, about 90 s left\n"]);
  progress.update(0.5);
  vi.advanceTimersByTime(30_000);
  expect(said[1]).toBe("neuroveil: encrypting: 50%, 1 of 4 files, about 60 s left\n");
  progress.stop();
  vi.advanceTimersByTime(60 * 60_000);
  expect(said).toHaveLength(2);
});

test("before anything is done nobody is told how long it takes", () => {
  const progress = startProgress("comparing", true);
  vi.advanceTimersByTime(30_000);
  expect(said).toEqual(["neuroveil: comparing: 0%\n"]);
  progress.stop();
});

test("not wanted: nothing", () => {
  const progress = startProgress("encrypting", false);
  progress.update(0.5);
  vi.advanceTimersByTime(60_000);
  progress.stop();
  expect(said).toEqual([]);
});
