import type { ChildProcess } from "node:child_process";
import { chmod, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { program } from "../program.ts";
import { Cluster } from "../testing/cluster.ts";
import { noRedis, RedisServer } from "../testing/redis-server.ts";
import { lines, runCli } from "../testing/run-cli.ts";
import { gif, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const queue = ["--queue", "redis://me:hidden-word@localhost:1"];

describe("no secret goes through a queue, and nothing is replaced", () => {
  test.each([
    ["encrypt", "a.png", "--passphrase"],
    ["encrypt", "a.png", "--key-file", "k"],
    ["encrypt", "a.png", "-r", "age1x", "--force"],
    ["encrypt", "a.png", "-r", "age1x", "--with", "b.png"],
    ["encrypt", "a.png", "-r", "age1x", "--hide-names"],
    ["encrypt", "-", "-r", "age1x"],
    ["decrypt", "a.png", "--passphrase"],
    ["decrypt", "a.png", "--key-file", "k"],
    ["decrypt", "a.png", "-i", "key.txt"],
    ["decrypt", "a.png", "--check"],
    ["decrypt", "a.png", "--force"],
    ["compare", "generated", "--module", "x.mjs"],
    ["attack", "--command", "cat"],
    ["study", "robustness"],
    ["worker"],
    ["worker", "--root", "."],
    ["queue", "status", "--everything"],
  ])("neuroveil %s %s %s", async (...args) => {
    const call = program([]).parseAsync([...args, ...queue], { from: "user" });
    const error: unknown = await call.catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ code: "usage" });
    expect(String(error)).not.toMatch(/hidden-word/);
  });
});

test("a secret that others can read is refused, and so is none", async () => {
  const cwd = await temporaryFolder();
  const path = join(cwd, "queue.secret");
  expect(await runCli(["queue", "secret", "--output", path], { cwd })).toMatchObject({ code: 0 });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, "utf8")).toMatch(/^[0-9a-f]{64}\n$/);
  // Nobody listens at port 1: the secret was taken.
  const call = ["queue", "status", ...queue, "--queue-secret", path];
  const unreachable = await runCli(call, { cwd });
  expect(unreachable.code).toBe(1);
  expect(unreachable.stderr).toMatch(/expected a queue at redis:\/\/localhost:1, got nobody/);
  expect(unreachable.stderr).not.toMatch(/hidden-word/);
  await chmod(path, 0o640);
  expect((await runCli(call, { cwd })).stderr).toMatch(
    /that only its owner can read, got .* of mode 640/,
  );
  expect((await runCli(["queue", "status", ...queue], { cwd })).stderr).toMatch(
    /NEUROVEIL_QUEUE_SECRET/,
  );
});

if (noRedis !== undefined) console.log(`queue: left out, ${noRedis}`);

test.skipIf(noRedis !== undefined)(
  "a folder is encrypted and decrypted by a worker, forged jobs are not done, and it says so",
  async () => {
    const redis = await RedisServer.start();
    const cluster = await Cluster.make(redis);
    const { cwd, data } = cluster;
    for (const seed of [1, 2]) await writePng(join(data, `in/${seed}.png`), samplePicture(seed));
    await writeFile(join(data, "in/e.gif"), gif);
    const { child, ended } = cluster.worker(["--jobs", "1"]);

    const encrypted = await cluster.encrypt("--json");
    expect(encrypted.code).toBe(0);
    expect(encrypted.stderr).toMatch(/e\.gif: .* so its bytes are encrypted as a file/);
    const { results } = JSON.parse(encrypted.stdout) as { results: readonly object[] };
    expect(results).toHaveLength(3);
    for (const result of results) expect(result).toMatchObject({ status: "written" });
    const decrypted = await cluster.decrypt();
    expect(decrypted.stdout).toMatch(/3 of 3 files decrypted$/m);
    expect((await readdir(join(data, "back"))).toSorted()).toEqual(["1.png", "2.png", "e.gif"]);
    for (const seed of [1, 2]) {
      const image = await decodeImage(await readFile(join(data, `back/${seed}.png`)));
      expect(image.data).toEqual(samplePicture(seed).data);
    }
    expect((await cluster.encrypt()).stderr).toMatch(
      /already there; --skip-existing leaves it out/,
    );
    const again = await cluster.encrypt("--skip-existing");
    expect(again.stdout).toMatch(/0 of 3 files encrypted, 3 skipped/);

    const jobs = lines(redis.command("KEYS", "bull:*:j*"));
    expect(jobs).toHaveLength(6);
    // Who looks there sees neither names nor readers nor sizes. No word that base64 has by chance.
    const seen = jobs.map((job) => redis.command("HGETALL", job)).join();
    for (const word of [".png", "vault", "age1", "hybrid", "written"])
      expect(seen).not.toContain(word);
    // Results that are gone are made again, also while somebody keeps the old jobs from being removed.
    await rm(join(data, "vault"), { recursive: true });
    for (const job of jobs) redis.command("SET", `${job}:lock`, "x", "PX", "3000");
    expect((await cluster.encrypt()).stdout).toMatch(/3 of 3 files encrypted/);
    expect(await readdir(join(data, "vault"))).toHaveLength(3);
    const [key] = jobs;
    const [, name] = key!.split(":");
    const forged = { order: redis.command("HGET", key!, "data"), mac: "x" };
    const hash = `bull:${name}:forged`;
    redis.command("HSET", hash, "data", JSON.stringify(forged), "opts", "{}", "name", "x");
    redis.command("LPUSH", `bull:${name}:wait`, "forged");
    redis.command("ZADD", `bull:${name}:marker`, "0", "0");
    await expect
      .poll(async () => (await cluster.call(["queue", "status", "--json"])).stdout, {
        timeout: 30_000,
      })
      .toMatch(/"failed": 1/);
    const status = await cluster.call(["queue", "status"]);
    expect(status.stdout).toMatch(/a forged job: expected a job sealed/);
    expect((await cluster.call(["queue", "drain", "--everything"])).code).toBe(0);

    child.kill("SIGTERM");
    const { code, stderr, stdout } = await ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/finishing what was begun/);
    // Neither the queue nor the worker tells a secret.
    const secret = await readFile(join(cwd, "key.txt"), "utf8");
    for (const text of [stderr, stdout, encrypted.stdout]) {
      expect(text).not.toContain(redis.password);
      expect(text).not.toContain(secret.trim());
    }
  },
);

test.skipIf(noRedis !== undefined)(
  "a producer whose jobs somebody takes out of their list asks again, and says that a queue is held",
  async () => {
    const redis = await RedisServer.start();
    const cluster = await Cluster.make(redis);
    for (const seed of [1, 2])
      await writePng(join(cluster.data, `in/${seed}.png`), samplePicture(seed));
    let said = "";
    const onStart = (child: ChildProcess): void =>
      void child.stderr!.on("data", (text: Buffer) => (said += text.toString()));
    const encrypting = cluster.call(
      ["encrypt", "data/in", "-o", "data/vault/", "-R", "recipient.txt", "--root", "data"],
      { onStart },
    );
    const keys = (pattern: string): readonly string[] => lines(redis.command("KEYS", pattern));
    await expect.poll(() => keys("bull:*:j*").length, { timeout: 30_000 }).toBe(2);
    const queue = keys("bull:*:wait")[0]!.slice(0, -":wait".length);
    redis.command("DEL", `${queue}:wait`);
    redis.command("HSET", `${queue}:meta`, "concurrency", "0");
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/no worker is at this queue/);
    cluster.worker(["--jobs", "1"]);
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/somebody paused this queue or lim/);
    expect((await cluster.call(["queue", "status"])).stderr).toMatch(/paused by somebody/);
    expect((await cluster.call(["queue", "retry"])).code).toBe(0);
    expect((await encrypting).stdout).toMatch(/2 of 2 files encrypted$/m);
  },
);

test.skipIf(noRedis !== undefined)(
  "attacks by a worker find what attacks find here, and one without a laboratory does none",
  async () => {
    const cluster = await Cluster.make(await RedisServer.start());
    const attack = ["attack", "keystream-reuse", "--cipher", "canary", "--seconds", "1", "--json"];
    cluster.worker(["--jobs", "1"]);
    const refused = await cluster.call([...attack, "--root", "data"]);
    expect(refused).toMatchObject({ code: 1, stderr: "" });
    expect(refused.stdout).toMatch(/a worker that was started with --laboratory/);
    const here = await runCli([...attack, "--report", "here"], { cwd: cluster.cwd });
    expect((await cluster.call(["queue", "drain", "--everything"])).code).toBe(0);
    const able = await Cluster.make(await RedisServer.start());
    able.worker(["--laboratory", "--jobs", "1"]);
    const there = await able.call([...attack, "--root", "data", "--report", "there"]);
    const same = (text: string): unknown =>
      JSON.parse(text, (name, value: unknown) => (name === "seconds" ? 0 : value));
    expect(there.code).toBe(0);
    expect(same(there.stdout)).toEqual(same(here.stdout));
    // With its picture.
    expect(await readFile(join(able.cwd, "there/index.html"), "utf8")).toBe(
      await readFile(join(cluster.cwd, "here/index.html"), "utf8"),
    );
  },
);

test("a worker whose threads do not start says so in one line, and ends", async () => {
  const { cwd } = await Cluster.make({ url: "redis://localhost:1", password: "" });
  const hooks = `export async function resolve(name, context, next) {
    if (name.endsWith("/images/worker.js")) throw Object.assign(new Error(), { code: "ERR_MODULE_NOT_FOUND" });
    return next(name, context);
  }`;
  const hooked = `import { register } from "node:module"; register(${JSON.stringify(address(hooks))});`;
  const flags = ["--queue", "redis://localhost:1", "--queue-secret", "queue.secret"];
  const rights = ["-R", "recipient.txt", "--root", "."];
  const call = ["worker", ...flags, ...rights];
  const ended = await runCli(call, { cwd, node: ["--import", address(hooked)] });
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toMatch(/^neuroveil: expected worker threads that start, .*\n$/);
  // With its threads it comes as far as the queue.
  expect((await runCli(call, { cwd })).stderr).toMatch(/expected a queue at/);
});

function address(module: string): string {
  return `data:text/javascript,${encodeURIComponent(module)}`;
}
