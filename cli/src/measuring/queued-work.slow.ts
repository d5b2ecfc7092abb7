import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Cluster } from "../testing/cluster.ts";
import { noRedis, RedisServer } from "../testing/redis-server.ts";
import { runCli } from "../testing/run-cli.ts";

if (noRedis !== undefined) console.log(`measuring by workers: left out, ${noRedis}`);

/** What does not differ from one run to the next: all but what was measured by a clock. */
function untimed(text: string): unknown {
  const timed = /seconds/i;
  return JSON.parse(text, (name, value: unknown) => {
    if (timed.test(name)) return 0;
    const { id } = (value ?? {}) as { readonly id?: unknown };
    return typeof id === "string" && timed.test(id) ? id : value;
  });
}

test.skipIf(noRedis !== undefined)(
  "a comparison and a study by two workers say what they say without, one worker being killed",
  async () => {
    const cluster = await Cluster.make(await RedisServer.start());
    const flags = ["--laboratory", "--jobs", "1", "--lock", "2"];
    const first = cluster.worker(flags);
    cluster.worker(flags);
    const compare = ["compare", "generated", "--limit", "2", "--keys", "2"];
    const comparing = [...compare, "--ciphers", "hybrid,conv-multi", "--json"];
    const calling = cluster.call([...comparing, "--root", "data"]);
    await expect.poll(() => first.written(), { timeout: 120_000 }).toBeGreaterThan(0);
    first.child.kill("SIGKILL");
    const there = await calling;
    const here = await runCli(comparing, { cwd: cluster.cwd });
    expect(there.code, there.stderr).toBe(0);
    expect(untimed(there.stdout)).toEqual(untimed(here.stdout));

    const study = ["study", "families", "--quick", "--report"];
    expect((await cluster.call([...study, "there", "--root", "data"])).code).toBe(0);
    expect((await runCli([...study, "here"], { cwd: cluster.cwd })).code).toBe(0);
    const page = (folder: string): Promise<string> =>
      readFile(join(cluster.cwd, folder, "studies/families.md"), "utf8");
    expect(await page("there")).toBe(await page("here"));
  },
);
