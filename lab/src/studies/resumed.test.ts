import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { resumed } from "./resumed.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "neuroveil-resumed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Jobs 0 to 3, which note that they ran. */
function jobs(ran: number[]): { name: string; run: () => Promise<number> }[] {
  return [0, 1, 2, 3].map((i) => ({
    name: `job ${i}`,
    run: () => {
      ran.push(i);
      return Promise.resolve(10 * i);
    },
  }));
}

test("shares of a study together are all of it, and nothing is done twice", async () => {
  const file = join(folder, "study.jsonl");
  const ran: number[] = [];
  const half = await resumed(file, jobs(ran), { index: 1, of: 2 });
  expect([...half.keys()]).toEqual(["job 1", "job 3"]);
  expect(ran).toEqual([1, 3]);
  expect(await resumed(file, jobs(ran), "none")).toEqual(half);
  const all = await resumed(file, jobs(ran));
  expect(ran).toEqual([1, 3, 0, 2]);
  expect(all).toEqual(new Map([0, 1, 2, 3].map((i) => [`job ${i}`, 10 * i])));
});

test("a line that was not finished is done again, and does not spoil the next", async () => {
  const file = join(folder, "study.jsonl");
  const ran: number[] = [];
  appendFileSync(file, '\n{"name":"job 0","resu');
  expect((await resumed(file, jobs(ran))).get("job 0")).toBe(0);
  expect(ran).toEqual([0, 1, 2, 3]);
});

test("several are at work at the same time, and each that ends is told", async () => {
  const file = join(folder, "deeper", "study.jsonl");
  const told: [number, string][] = [];
  let [atWork, most] = [0, 0];
  const slow = [3, 1, 2].map((turns, i) => ({
    name: `job ${i}`,
    run: async () => {
      most = Math.max(most, ++atWork);
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      atWork--;
      return i;
    },
  }));
  const pace = { width: 2, onDone: (done: number, name: string) => told.push([done, name]) };
  const all = await resumed(file, slow, undefined, pace);
  expect(new Set(all.values())).toEqual(new Set([0, 1, 2]));
  expect(most).toBe(2);
  expect(told.map(([, name]) => name)).toContain("job 2");
  expect(told.map(([done]) => done)).toEqual([1 / 3, 2 / 3, 1]);
  await resumed(file, slow, undefined, pace);
  expect(told).toHaveLength(3);
});

test("without a file nothing is kept, and after an error no other is begun", async () => {
  const ran: number[] = [];
  expect(await resumed(undefined, jobs(ran))).toEqual(
    new Map([0, 1, 2, 3].map((i) => [`job ${i}`, 10 * i])),
  );
  const failing = { name: "job 9", run: () => Promise.reject(new Error("no")) };
  await expect(resumed(undefined, [failing, ...jobs(ran)])).rejects.toThrow("no");
  expect(ran).toEqual([0, 1, 2, 3]);
});
