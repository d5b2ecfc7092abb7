import { watch } from "node:fs";
import { appendFile, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, tooFew, withoutTimes } from "../testing/comparisons.ts";
import { lines, runCli, type Ended } from "../testing/run-cli.ts";

test("killed at any moment and started again: nothing done twice, the same tables", async () => {
  const cwd = await folderWith(2);
  const call = ["compare", "photos", "--ciphers", "canary", "--keys", "2", "--quiet", "--report"];
  const whole = await runCli([...call, "whole"], { cwd });
  expect(whole.code).toBe(0);
  expect(whole.stdout).toMatch(/^photos: images: 2, keys for each: 2, seed: neuroveil/m);
  expect(whole.stdout).toMatch(/^canary +known-weak +4 of 4 +39\.8% to .*pass/m);
  expect(whole.stdout).toMatch(/^aes-256-ctr .* fail +pass +the yardstick$/m);
  expect(whole.stdout).toMatch(/as used: without npcr, uaci and avalanche under a repeated nonce/);
  expect(whole.stdout).toMatch(/Passing proves nothing about security: the canary passes/);

  const path = join(cwd, "killed", "results.jsonl");
  await mkdir(join(cwd, "killed"));
  await writeFile(path, "");
  const killed = await runCli([...call, "killed"], {
    cwd,
    onStart: (child) => {
      let changes = 0;
      const watcher = watch(path, () => {
        if (++changes === 3) child.kill("SIGKILL");
      });
      child.on("close", () => watcher.close());
    },
  });
  expect(killed.signal).toBe("SIGKILL");
  const before = await readFile(path, "utf8");
  expect(lines(before).length).toBeGreaterThan(0);
  expect(lines(before).length).toBeLessThan(8);
  // What a power cut leaves of the line that was being written.
  await appendFile(path, '{"job":"0f0f","cipher":"hyb');

  const again = await runCli([...call, "killed"], { cwd });
  expect(again.code).toBe(0);
  expect(lines(again.stderr)).toEqual([tooFew(4)]);
  const after = await readFile(path, "utf8");
  expect(after.startsWith(before.slice(0, before.lastIndexOf("\n") + 1))).toBe(true);
  const jobs = lines(after).map((line) => (JSON.parse(line) as { job: string }).job);
  expect(jobs).toHaveLength(2 * 2 * 2);
  expect(new Set(jobs).size).toBe(jobs.length);
  expect(withoutTimes(again.stdout.replaceAll("killed", "whole"))).toBe(withoutTimes(whole.stdout));
  for (const name of await readdir(join(cwd, "whole"))) {
    if (/^(results\.jsonl|manifest\.json|times\..*|.*seconds\.svg)$/.test(name)) continue;
    const text = async (folder: string): Promise<string> =>
      withoutTimes(await readFile(join(cwd, folder, name), "utf8"));
    expect(await text("killed"), name).toBe(await text("whole"));
  }
});

test("another comparison's report is replaced with --force only, the same one is gone on with", async () => {
  const cwd = await folderWith(2);
  await cp(join(cwd, "photos"), join(cwd, "others"), { recursive: true });
  const run = async (...args: string[]): Promise<Ended> =>
    await runCli(["compare", ...args, "--ciphers", "canary", "--report", "r", "--json"], { cwd });
  expect((await run("photos", "--keys", "2", "--limit", "1")).code).toBe(0);
  const report = join(cwd, "r/comparison.json");
  const before = await readFile(report, "utf8");
  for (const [args, difference] of [
    [["others", "--keys", "2"], "on photos"],
    [["photos", "--keys", "1"], "over 2 keys for each image"],
    [["photos", "--keys", "2", "--seed", "mine"], "of the seed neuroveil"],
    [["photos", "--keys", "2", "--positions", "17"], "with 16 positions"],
  ] as const) {
    const { code, stdout } = await run(...args);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: "output",
        message: `expected the report folder of the same comparison, got r, whose report is ${difference}; choose another folder, or add --force to replace that report`,
      },
    });
    expect(await readFile(report, "utf8")).toBe(before);
  }
  // More of the same has all that was there.
  expect((await run("photos", "--keys", "3")).code).toBe(0);
  expect((await run("others", "--keys", "1", "--force")).code).toBe(0);
  expect(JSON.parse(await readFile(report, "utf8"))).toMatchObject({ dataset: "others", keys: 1 });
});
