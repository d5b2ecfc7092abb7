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

test("off a terminal: nothing for ten seconds, then lines that come ever farther apart", () => {
  const progress = startProgress("encrypting", true);
  progress.update(0.1, "1 of 10 files");
  vi.advanceTimersByTime(9999);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["neuroveil: encrypting: 10%, 1 of 10 files, about 90 s left\n"]);
  progress.update(0.5);
  vi.advanceTimersByTime(20_000);
  expect(said[1]).toBe("neuroveil: encrypting: 50%, 1 of 10 files, about 30 s left\n");
  vi.advanceTimersByTime(40_000);
  expect(said).toHaveLength(3);
  // From here on once a minute.
  vi.advanceTimersByTime(5 * 60_000);
  expect(said).toHaveLength(8);
  progress.stop();
  vi.advanceTimersByTime(60 * 60_000);
  expect(said).toHaveLength(8);
});

test("before anything is done nobody is told how long it takes", () => {
  const progress = startProgress("comparing", true);
  vi.advanceTimersByTime(10_000);
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
