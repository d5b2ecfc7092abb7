import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { decrypt } from "neuroveil";
import { encodeImage } from "neuroveil/image";
import { describe, expect, onTestFinished, test } from "vitest";
import { Cluster, type RunningWorker } from "../testing/cluster.ts";
import { noPostgres, PostgresServer } from "../testing/postgres-server.ts";
import { noRedis, RedisServer } from "../testing/redis-server.ts";
import { lines } from "../testing/run-cli.ts";
import { samplePicture, writePng } from "../testing/sample-files.ts";

for (const reason of [noRedis, noPostgres])
  if (reason !== undefined) console.log(`queue: some tests are left out, ${reason}`);

const servers = [
  ["Redis", noRedis, () => RedisServer.start()],
  ["PostgreSQL", noPostgres, () => PostgresServer.start()],
] as const;

const name = (seed: number): string => `${String(seed).padStart(3, "0")}.png`;

async function writePictures({ data }: Cluster, count: number): Promise<void> {
  for (let seed = 0; seed < count; seed++)
    await writePng(join(data, "in", name(seed)), samplePicture(seed));
}

/** What is wrong with the results of so many pictures: none lost, none twice, each its own. */
async function faults({ cwd, data }: Cluster, count: number): Promise<readonly string[]> {
  const identities = [(await readFile(join(cwd, "key.txt"), "utf8")).trim()];
  const wanted = Array.from({ length: count }, (_, seed) => `${name(seed)}.veil.png`);
  const found = (await readdir(join(data, "vault"))).filter((each) => !each.startsWith("."));
  const wrong = found.filter((each) => !wanted.includes(each)).map((each) => `${each} is extra`);
  for (const [seed, each] of wanted.entries()) {
    if (!found.includes(each)) {
      wrong.push(`${each} is lost`);
      continue;
    }
    const { bytes } = await decrypt(await readFile(join(data, "vault", each)), { identities });
    const original = (await encodeImage(samplePicture(seed))).bytes;
    if (Buffer.compare(bytes, original) !== 0) wrong.push(`${each} is another picture`);
  }
  return wrong;
}

/** Written results by what workers said, of all of them together. */
function written(workers: readonly string[]): readonly string[] {
  return workers.flatMap((text) => lines(text).filter((line) => line.startsWith("written: ")));
}

describe.each(servers)("%s", (_, missing, start) => {
  test.skipIf(missing !== undefined)(
    "500 pictures, three workers of which one is killed every second, and the server once",
    async () => {
      const server = await start();
      const cluster = await Cluster.make(server);
      await writePictures(cluster, 500);
      const flags = ["--lock", "2", "--jobs", "2"];
      const workers: RunningWorker[] = [1, 2, 3].map(() => cluster.worker(flags));
      const said = workers.map(async ({ ended }) => (await ended).stdout);
      const done = new AbortController();
      let kills = 0;
      const restart = async (): Promise<void> => {
        await server.kill();
        await setTimeout(1500);
        await server.start();
      };
      let restarting: Promise<void> | undefined;
      const killing = (async (): Promise<void> => {
        while (!done.signal.aborted) {
          await setTimeout(1000);
          // One that has ended: it was started while the server was away. Else one that has done ten, of
          // which two at most die with it: on a slow machine jobs would be taken for poison by chance.
          const ended = workers.findIndex(({ child }) => child.exitCode !== null);
          const index =
            ended === -1 ? workers.findIndex((worker) => worker.written() >= 10) : ended;
          const worker = workers[index];
          if (worker === undefined) continue;
          if (ended === -1 && worker.child.kill("SIGKILL") && ++kills === 5) restarting = restart();
          const next = cluster.worker(flags);
          said.push(next.ended.then(({ stdout }) => stdout));
          // To the end, so that each has its turn.
          workers.splice(index, 1);
          workers.push(next);
        }
      })();
      const encrypted = await cluster.encrypt("--json");
      done.abort();
      await killing;
      await restarting;
      for (const { child } of workers) child.kill("SIGTERM");
      await Promise.all(workers.map(({ ended }) => ended));

      const { results } = JSON.parse(encrypted.stdout) as { results: readonly object[] };
      expect(encrypted.code, encrypted.stderr).toBe(0);
      expect(results).toHaveLength(500);
      for (const result of results) expect(result).toHaveProperty("status", "written");
      expect(await faults(cluster, 500)).toEqual([]);
      const lines = written(await Promise.all(said));
      // A worker that was killed between a result and its line said nothing of it.
      expect(new Set(lines).size).toBe(lines.length);
      expect(kills).toBeGreaterThanOrEqual(5);
      console.log(`${kills} kills, ${lines.length} of 500 lines`);
    },
  );

  test.skipIf(missing !== undefined)("two producers with the same jobs", async () => {
    const cluster = await Cluster.make(await start());
    await writePictures(cluster, 100);
    const worker = cluster.worker();
    const calls = await Promise.all([cluster.encrypt("--json"), cluster.encrypt("--json")]);
    for (const { code, stdout, stderr } of calls) {
      expect(code, stderr).toBe(0);
      const { results } = JSON.parse(stdout) as { results: readonly { status: string }[] };
      expect(results).toHaveLength(100);
    }
    expect(await faults(cluster, 100)).toEqual([]);
    worker.child.kill("SIGTERM");
    expect(written([(await worker.ended).stdout])).toHaveLength(100);
  });
});

describe.skipIf(noRedis !== undefined)("with one Redis", () => {
  test("a poison file, a link out, and what has changed fail with their reasons; the others are done", async () => {
    const cluster = await Cluster.make(await RedisServer.start());
    await writePictures(cluster, 3);
    const png = await readFile(join(cluster.data, "in/000.png"));
    await writeFile(join(cluster.data, "in/broken.png"), png.subarray(0, png.length - 40));
    await symlink(cluster.cwd, join(cluster.data, "out"));
    cluster.worker();
    const { code, stdout, stderr } = await cluster.encrypt("--json", "--payload", "pixels");
    expect(code).toBe(1);
    expect(stderr).toMatch(/broken\.png: expected /);
    expect(JSON.parse(stdout).results).toHaveLength(4);
    const vault = await readdir(join(cluster.data, "vault"));
    expect(vault).toHaveLength(3);
    const away = ["encrypt", "data/out/key.txt", "-o", "data/x/", "-R", "recipient.txt"];
    const refused = await cluster.call([...away, "--root", "data"]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/a path below/) });
    const status = await cluster.call(["queue", "status"]);
    expect(status.stdout).toMatch(/^in\/broken\.png: /m);
    expect(status.stdout).toMatch(/failed 1$/m);
  });

  test("a job that takes every worker with it lies with the failed ones in the end", async () => {
    const cluster = await Cluster.make(await RedisServer.start());
    await writeLarge(cluster);
    const flags = ["--lock", "1", "--jobs", "1"];
    const done = new AbortController();
    const killing = (async (): Promise<void> => {
      while (!done.signal.aborted) {
        const worker = cluster.worker(flags);
        // Longer than it takes to find the job of the one before, shorter than the job.
        await setTimeout(5000);
        worker.child.kill("SIGKILL");
        await worker.ended;
      }
    })();
    const { code, stderr } = await cluster.encrypt("--cipher", "cellular-continuous");
    done.abort();
    await killing;
    expect(code).toBe(1);
    expect(stderr).toMatch(/no worker vouches for \(job stalled more than allowable limit\)/);
    expect(await readdir(join(cluster.data, "vault"))).not.toContain("large.png.veil.png");
  });

  test("a lock is renewed while pixels are worked on; a worker that stands still loses its job, and the first result stays", async () => {
    const cluster = await Cluster.make(await RedisServer.start());
    await writeLarge(cluster);
    const slow = ["--cipher", "cellular-continuous", "--json"];
    const first = cluster.worker(["--lock", "1", "--jobs", "1"]);
    const begun = performance.now();
    const calling = cluster.encrypt(...slow);
    await setTimeout(3000);
    const second = cluster.worker(["--lock", "1", "--jobs", "1"]);
    expect((await calling).code).toBe(0);
    // Else the lock had no time to end.
    expect(performance.now() - begun).toBeGreaterThan(4000);
    for (const { child } of [first, second]) child.kill("SIGTERM");
    const said = [(await first.ended).stdout, (await second.ended).stdout];
    expect(said[0]).toMatch(/^written: large/);
    expect(said[1]).toBe("");

    await rm(join(cluster.data, "vault"), { recursive: true });
    const still = cluster.worker(["--lock", "1", "--jobs", "1"]);
    const again = cluster.encrypt(...slow);
    await setTimeout(2500);
    still.child.kill("SIGSTOP");
    const other = cluster.worker(["--lock", "1", "--jobs", "1"]);
    expect((await again).code).toBe(0);
    const result = await readFile(join(cluster.data, "vault/large.png.veil.png"));
    still.child.kill("SIGCONT");
    await setTimeout(8000);
    expect(await readFile(join(cluster.data, "vault/large.png.veil.png"))).toEqual(result);
    for (const { child } of [still, other]) child.kill("SIGTERM");
    expect((await other.ended).stdout).toMatch(/^written: large/);
    expect((await still.ended).stdout).toMatch(/^kept: large/m);
    expect((await readdir(join(cluster.data, "vault"))).toSorted()).toEqual(["large.png.veil.png"]);
  });

  test("whoever can write to the queue gets nothing done, and does not stop it for good", async () => {
    const redis = await RedisServer.start();
    const cluster = await Cluster.make(redis);
    await writePictures(cluster, 2);
    const worker = cluster.worker(["--lock", "2"]);
    expect((await cluster.encrypt("-q")).code).toBe(0);
    expect((await cluster.decrypt("-q")).code).toBe(0);
    const stranger = new Stranger(redis);
    const old = stranger.jobs().map((key) => ({
      id: key.split(":")[2]!,
      data: stranger.read(key, "data"),
      ending: stranger.read(key, "returnvalue"),
    }));
    expect(old).toHaveLength(4);
    // Results are taken away; what was asked for them once must not bring them back.
    for (const folder of ["back", "vault"])
      for (const each of await readdir(join(cluster.data, folder)))
        await rm(join(cluster.data, folder, each));

    const evil = '{"attempts":1000000,"backoff":{"type":"custom"},"removeOnFail":false}';
    stranger.push("1x", old[0]!.data);
    stranger.push("2x", "{no json");
    stranger.push("3x", '{"order":{"toString":1}}', evil);
    stranger.push("../../4x", '{"order":"AAAA"}', "{no json");
    for (const { id, data } of old) stranger.push(id, data, evil);
    stranger.set("repeat:evil", "name", "job", "every", "1", "data", "{}");
    stranger.add("repeat", "1", "evil");
    stranger.push("repeat:evil:1", "{}", '{"repeat":{"every":1}}', "rjk", "evil");
    stranger.flood(500);
    await expect
      .poll(async () => (await cluster.call(["queue", "status"])).stdout, { timeout: 60_000 })
      .toMatch(/waiting 0 .* delayed 0 .* failed 50\d/);
    expect(await readdir(join(cluster.data, "back"))).toEqual([]);
    expect(await readdir(join(cluster.data, "vault"))).toEqual([]);

    // An old pair of order and ending says nothing of what is asked for now.
    expect((await cluster.call(["queue", "drain", "--everything"])).code).toBe(0);
    for (const { id, data, ending } of old) {
      stranger.set(id, "data", data, "returnvalue", ending, "finishedOn", "1", "opts", "{}");
      stranger.set(id, "name", "job", "timestamp", "1");
      stranger.add("completed", "1", id);
    }
    const again = await cluster.encrypt();
    expect(again.stdout).toMatch(/2 of 2 files encrypted$/m);
    expect(await faults(cluster, 2)).toEqual([]);

    await rm(join(cluster.data, "vault"), { recursive: true });
    stranger.breakTypes();
    expect((await cluster.call(["queue", "drain", "--everything"])).code).toBe(0);
    expect((await cluster.encrypt()).stdout).toMatch(/2 of 2 files encrypted$/m);
    worker.child.kill("SIGTERM");
    const { code, stderr } = await worker.ended;
    expect(code).toBe(0);
    // A line a minute about strangers.
    expect(lines(stderr).filter((line) => line.includes("sealed with")).length).toBeLessThan(4);
  });

  const canMount =
    process.getuid?.() === 0 && spawnSync("unshare", ["--mount", "true"]).status === 0;
  test.skipIf(!canMount)("a full disk: tried again, then failed, then done with room", async () => {
    const cluster = await Cluster.make(await RedisServer.start());
    await writePictures(cluster, 20);
    const vault = join(cluster.data, "vault");
    await mkdir(vault);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", vault]);
    onTestFinished(() => void spawnSync("umount", ["-l", vault]));
    cluster.worker(["--jobs", "2"]);
    const full = await cluster.encrypt("--json");
    expect(full.code).toBe(1);
    expect(full.stderr).toMatch(/got a full disk/);
    const left = await readdir(vault);
    expect(left.length).toBeLessThan(20);
    expect(left.filter((each) => each.startsWith("."))).toEqual([]);
    execFileSync("mount", ["-o", "remount,size=4m", vault]);
    expect((await cluster.call(["queue", "retry"])).stdout).toMatch(/jobs? will be tried again/);
    await expect.poll(async () => (await readdir(vault)).length, { timeout: 60_000 }).toBe(20);
    expect(await faults(cluster, 20)).toEqual([]);
  });
});

/** A picture that a slow cipher works on for several seconds. */
async function writeLarge({ data }: Cluster): Promise<void> {
  await writePng(join(data, "in/large.png"), samplePicture(1, 1600, 1200));
}

/** What whoever can write to the queue can do, and has no secret. */
class Stranger {
  readonly #redis: RedisServer;
  readonly #queue: string;

  /** @param redis in which a job was asked for */
  constructor(redis: RedisServer) {
    this.#redis = redis;
    const [job] = lines(redis.command("KEYS", "bull:*:j*"));
    this.#queue = job!.split(":").slice(0, 2).join(":");
  }

  jobs(): readonly string[] {
    return lines(this.#redis.command("KEYS", `${this.#queue}:j*`));
  }

  read(key: string, field: string): string {
    return this.#redis.command("HGET", key, field).trimEnd();
  }

  set(part: string, ...fields: readonly string[]): void {
    this.#redis.command(
      "HSET",
      part.startsWith("bull:") ? part : `${this.#queue}:${part}`,
      ...fields,
    );
  }

  add(set: string, score: string, member: string): void {
    this.#redis.command("ZADD", `${this.#queue}:${set}`, score, member);
  }

  /** Puts a job into the queue past BullMQ. */
  push(id: string, data: string, options: string = "{}", ...fields: readonly string[]): void {
    this.#redis.command("DEL", `${this.#queue}:${id}`);
    this.set(id, "data", data, "opts", options, "name", "job", "timestamp", "1", ...fields);
    this.#redis.command("LPUSH", `${this.#queue}:wait`, id);
    this.add("marker", "0", "0");
  }

  /** The same many times at once. */
  flood(count: number): void {
    const script =
      "for i = 1, tonumber(ARGV[2]) do local id = 'f' .. i redis.call('HSET', ARGV[1] .. ':' .. id, 'data', '{}', 'opts', '{}', 'name', 'job', 'timestamp', '1') redis.call('LPUSH', ARGV[1] .. ':wait', id) end redis.call('ZADD', ARGV[1] .. ':marker', 0, '0')";
    this.#redis.command("EVAL", script, "0", this.#queue, String(count));
  }

  breakTypes(): void {
    for (const part of ["wait", "meta", "active"]) {
      this.#redis.command("DEL", `${this.#queue}:${part}`);
      this.#redis.command("SET", `${this.#queue}:${part}`, "x");
    }
  }
}
