import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPool } from "./pool.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-pool-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function module(name: string, text: string): Promise<URL> {
  const path = join(folder, name);
  await writeFile(path, text);
  return pathToFileURL(path);
}

test("workers that start take jobs, and one that dies takes its own job with it", async () => {
  const worker = await module(
    "good.mjs",
    "export default (job) => job === 'die' ? process.exit(3) : { value: job };",
  );
  const pool = await createPool<string, string>(worker, 2);
  await pool.ready();
  expect(await pool.run("a")).toEqual({ value: "a" });
  expect(await pool.run("die")).toHaveProperty("failure");
  expect(await pool.run("b")).toEqual({ value: "b" });
  await pool.close();
});

test.each([
  ["that is not there", undefined],
  ["that throws as it is read", "throw new Error('no');"],
  ["that ends at once", "process.exit(1);"],
])("a worker %s is told of, and nothing waits", async (name, text) => {
  const worker =
    text === undefined
      ? pathToFileURL(join(folder, "gone.mjs"))
      : await module(`${name.length}.mjs`, text);
  const pool = await createPool<string, string>(worker, 2);
  await expect(pool.ready()).rejects.toMatchObject({
    code: "input",
    message: expect.stringMatching(/^expected worker threads that start, got none/) as unknown,
  });
  expect(await pool.run("a")).toHaveProperty("failure");
  expect(await pool.run("b")).toHaveProperty("failure");
  await pool.close();
});

test("of jobs that are done nothing is kept", async () => {
  const worker = await module("small.mjs", "export default () => ({ value: 1 });");
  const pool = await createPool<number, number>(worker, 1);
  const collect = collector();
  const heapAfter = async (jobs: number): Promise<number> => {
    for (let i = 0; i < jobs; i += 50)
      await Promise.all(Array.from({ length: 50 }, (_, at) => pool.run(i + at)));
    collect();
    return process.memoryUsage().heapUsed;
  };
  const early = await heapAfter(1000);
  // Half a kilobyte each would be two megabytes.
  expect((await heapAfter(4000)) - early).toBeLessThan(1_000_000);
  await pool.close();
});

/** Has the engine collect what nobody refers to. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
