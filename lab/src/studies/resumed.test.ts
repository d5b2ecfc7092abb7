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
