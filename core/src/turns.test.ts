import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atOnce, inTurns, pause, type Steps } from "./turns.ts";

let now = 0;
/** Milliseconds that pass between two looks at the clock. */
let passes = 0;
beforeEach(async () => {
  await turn();
  vi.spyOn(performance, "now").mockImplementation(() => (now += passes));
});
afterEach(() => vi.restoreAllMocks());

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Notes in which turn of the event loop each step was done. */
function* noting(turns: number[], count: number, current: () => number): Steps<string> {
  for (let i = 0; i < count; i++) {
    turns.push(current());
    yield;
  }
  return "done";
}

/** Counts turns of the event loop. */
function counter(): { readonly current: () => number; readonly stop: () => void } {
  let turns = 0;
  let running = true;
  const next = (): void => {
    turns++;
    if (running) setImmediate(next);
  };
  setImmediate(next);
  return { current: () => turns, stop: () => (running = false) };
}

test("long work is left for other events, short work is not", async () => {
  const { current, stop } = counter();
  passes = 20;
  const long: number[] = [];
  expect(await inTurns(noting(long, 50, current))).toBe("done");
  expect(new Set(long).size).toBeGreaterThan(45);
  passes = 0;
  const short: number[] = [];
  await inTurns(noting(short, 50, current));
  expect(new Set(short).size).toBeLessThan(3);
  stop();
});

test("of several who wait, one goes on in a turn", async () => {
  const { current, stop } = counter();
  passes = 20;
  const turns: number[] = [];
  await Promise.all(Array.from({ length: 20 }, () => inTurns(noting(turns, 10, current))));
  // Each begins in the first turn.
  const later = turns.slice(20);
  expect(later).toHaveLength(180);
  expect(new Set(later).size).toBeGreaterThan(175);
  stop();
});

test("what is short counts together, whoever does it", async () => {
  const { current, stop } = counter();
  passes = 1;
  const turns: number[] = [];
  await Promise.all(Array.from({ length: 20 }, () => inTurns(noting(turns, 10, current))));
  const inOne = new Map<number, number>();
  for (const each of turns) inOne.set(each, (inOne.get(each) ?? 0) + 1);
  // All begin in the first turn; after that, ten milliseconds are ten steps.
  expect(Math.max(...[...inOne.values()].slice(1))).toBeLessThan(15);
  stop();
});

test("work that is stopped goes no further", async () => {
  const controller = new AbortController();
  let steps = 0;
  function* work(): Steps {
    for (;;) {
      if (++steps === 5) controller.abort();
      yield;
    }
  }
  await expect(inTurns(work(), controller.signal)).rejects.toMatchObject({ code: "aborted" });
  expect(steps).toBe(5);
});

test("the same work can be done at once", () => {
  expect(atOnce(noting([], 5, () => 0))).toBe("done");
});

test("a pause that nothing follows leaves nothing behind", async () => {
  passes = 20;
  await pause();
  await pause();
  await turn();
  await turn();
  expect(process.getActiveResourcesInfo()).not.toContain("Immediate");
});
